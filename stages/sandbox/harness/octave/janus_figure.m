function janus_figure (fig)
  % Picture and facts of a figure as it is now.
  folder = getenv ("JANUS_ASIDE");
  name = sprintf ("%03d", numel (glob (fullfile (folder, "[0-9]*.json"))) + 1);
  before = get (0, "currentfigure");
  set (0, "currentfigure", fig);
  drawnow ("pngcairo", fullfile (folder, [name ".png"]));
  set (0, "currentfigure", before);
  try
    facts = figure_facts (fig);
  catch err
    facts = struct ("unread", err.message);  % the verdict stays as it is
  end
  janus_write (name, facts);
end

function facts = figure_facts (fig)
  facts = struct ("figure", fig, "axes", {{}}, "legends", {{}}, "colorbars", 0);
  for ax = flipud (get (fig, "children"))'
    if (! strcmp (get (ax, "type"), "axes"))
      continue
    end
    switch (get (ax, "tag"))
      case "legend"
        facts.legends{end+1} = cellstr (get (ax, "string"));
      case "colorbar"
        facts.colorbars++;
      otherwise
        facts.axes{end+1} = janus_axes (ax);
    end
  end
end
