function list = janus_values (data)
  % The numbers as a cell row; of more than 64 evenly spaced ones, both ends included.
  data = double (data(:))';
  if (numel (data) > 64)
    data = data(round (linspace (1, numel (data), 64)));
  end
  list = num2cell (data);
end
