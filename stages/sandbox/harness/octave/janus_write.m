function janus_write (name, facts)
  % Write facts as JSON beside the sample.
  out = fopen (fullfile (getenv ("JANUS_ASIDE"), [name ".json"]), "w");
  fputs (out, jsonencode (facts));
  fclose (out);
end
