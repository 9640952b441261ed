function text = janus_colour (value)
  % "#rrggbb", or the word ("none", "flat") that stands in its place.
  if (ischar (value))
    text = value;
  else
    text = sprintf ("#%02x%02x%02x", round (255 * value(1:3)));
  end
end
