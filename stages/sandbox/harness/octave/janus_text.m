function text = janus_text (value)
  % A string as it is, rows of a cell or a matrix of characters joined by line breaks.
  if (isempty (value))
    text = "";
  else
    text = strjoin (cellstr (value)(:)', "\n");
  end
end
