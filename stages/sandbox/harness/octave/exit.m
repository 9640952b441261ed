function exit (varargin)
  % In place of Octave's, which closes the figures first.
  janus_end ();
  builtin ("quit", varargin{:});
end
