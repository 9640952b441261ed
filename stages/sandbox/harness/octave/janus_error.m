function janus_error (err)
  % Write the message, and the lines of the sample that led there, innermost first.
  script = fullfile (getenv ("JANUS_ASIDE"), "sample.m");
  lines = {};
  for frame = err.stack(:)'
    if (strcmp (frame.file, script) || isempty (frame.file))
      lines{end+1} = frame.line;
    end
  end
  janus_write ("error", struct ("message", err.message, "lines", {lines}));
end
