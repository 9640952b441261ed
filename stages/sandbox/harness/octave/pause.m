function pause (n)
  % In place of Octave's, which waits for a clock that hardly moves: nobody looks at the figure.
  if (nargin > 0 && ! (isscalar (n) && n >= 0))
    print_usage ();
  end
end
