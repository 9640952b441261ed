function varargout = print (varargin)
  % In place of Octave's: the figure counts as drawn, as it is now; no file of the asked name is written.
  fig = get (0, "currentfigure");
  for i = 1:nargin
    if (isnumeric (varargin{i}) && isfigure (varargin{i}))
      fig = varargin{i};
    end
  end
  if (isempty (fig))
    error ("print: no figure to print");
  end
  janus_figure (fig);
end
