function saveas (h, varargin)
  % In place of Octave's: see print.
  janus_figure (ancestor (h, "figure"));
end
