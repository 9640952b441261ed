# What makes two runs of a script differ: random generators without a seed, and the clock, which stands at
# 2024-01-01T12:00:00Z and moves a microsecond a reading. proc.time and system.time are not reached.

replace_in <- function(name, value, package) {
  places <- list(asNamespace(package))
  attached <- paste0("package:", package)
  if (attached %in% search()) places <- c(places, as.environment(attached))
  for (place in places) if (exists(name, place, inherits = FALSE)) {
    unlockBinding(name, place)
    assign(name, value, place)
    lockBinding(name, place)
  }
}

pin <- function() {
  readings <- 0
  now <- function() {
    readings <<- readings + 1
    .POSIXct(1704110400 + readings * 1e-6)
  }
  replace_in("Sys.time", now, "base")
  replace_in("date", function() format(now(), "%a %b %e %H:%M:%S %Y"), "base")
  set_seed <- set.seed
  replace_in("set.seed", function(seed, ...) set_seed(if (is.null(seed)) 0L else seed, ...), "base")
}

# Also where a script removed the state of the generator with all else there was.
seed_if_unseeded <- function() {
  if (!exists(".Random.seed", globalenv(), inherits = FALSE)) set.seed(0L)
}
