function janus_start ()
  % Figures without windows, drawn by gnuplot; generators of random numbers at fixed states.
  addpath (getenv ("JANUS_ASIDE"), "-end");  % else Octave tells no cause of a parse error
  warning ("off", "Octave:gnuplot-graphics");
  graphics_toolkit ("gnuplot");
  set (0, "defaultfigurevisible", "off");
  for name = {"axes", "text"}
    set (0, ["default" name{1} "fontname"], "DejaVu Sans");
  end
  for generator = {@rand, @randn, @rande, @randg, @randp}
    generator{1} ("twister", 1);
  end
end
