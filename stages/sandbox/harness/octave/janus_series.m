function facts = janus_series (object)
  % Kind, data and look of one graphics object. A group is named for what it has that others have not.
  has = get (object);
  facts = struct ("kind", get (object, "type"));
  if (strcmp (facts.kind, "hggroup"))
    marks = {"barwidth", "bar"; "areagroup", "area"; "levellist", "contour"; "sizedata", "scatter"; ...
             "vdata", "quiver"; "ldata", "errorbar"; "showbaseline", "stem"; "bargroup", "bar"};
    for mark = marks'
      if (isfield (has, mark{1}))
        facts.kind = mark{2};
        break
      end
    end
  end
  for name = {"xdata", "ydata", "zdata"}
    if (isfield (has, name{1}) && ! isempty (has.(name{1})))
      data = has.(name{1});
      facts.n = numel (data);
      facts.(name{1}(1)) = janus_values (data);
    end
  end
  if (strcmp (facts.kind, "image"))
    facts.cells = janus_values (size (has.cdata));
  end
  for name = {"color", "facecolor", "edgecolor"}
    if (isfield (has, name{1}))
      facts.(name{1}) = janus_colour (has.(name{1}));
    end
  end
  for name = {"linestyle", "marker", "displayname", "horizontal"}
    if (isfield (has, name{1}))
      facts.(name{1}) = has.(name{1});
    end
  end
end
