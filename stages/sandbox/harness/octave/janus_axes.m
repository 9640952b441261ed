function facts = janus_axes (ax)
  % Titles, labels, scales and what is drawn of one axes.
  facts = struct ();
  for name = {"title", "xlabel", "ylabel", "zlabel"}
    facts.(name{1}) = janus_text (get (get (ax, name{1}), "string"));
  end
  for name = {"xlim", "ylim", "zlim", "position"}
    facts.(name{1}) = janus_values (get (ax, name{1}));
  end
  for name = {"xdir", "ydir", "xlimmode", "ylimmode", "xscale", "yscale", "xgrid", "ygrid", "visible"}
    facts.(name{1}) = get (ax, name{1});
  end
  for name = {"xticklabel", "yticklabel"}
    facts.(name{1}) = cellstr (get (ax, name{1}));
  end
  facts.series = {};
  facts.texts = {};
  for object = flipud (get (ax, "children"))'
    if (strcmp (get (object, "type"), "text"))
      place = get (object, "position");
      facts.texts{end+1} = struct ("text", janus_text (get (object, "string")), "x", place(1), "y", place(2));
    elseif (numel (facts.series) < 64)
      facts.series{end+1} = janus_series (object);
    end
  end
end
