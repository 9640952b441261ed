function janus_end ()
  % Take a picture of every figure that is open, the current one last.
  figures = sort (get (0, "children"))';
  current = get (0, "currentfigure");
  for fig = [figures(figures != current), current]
    janus_figure (fig);
  end
end
