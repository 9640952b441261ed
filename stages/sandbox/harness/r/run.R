# Sourced once in the template; its value is the function that runs one sample, from `.janus/sample.R` to
# `.janus/facts.json`. Nothing of it is in the global environment, and base comes before what a sample
# defines.

local({
  parts <- c("json.R", "pins.R", "devices.R", "display.R", "ggplot2.R")
  for (file in parts) sys.source(file, envir = environment())

  MOST_WARNINGS <- 20L
  MEMORY <- "^cannot allocate|memory exhausted|^memory allocation"

  warm_up <- function() {
    state$folder <- tempdir()
    data <- data.frame(x = 1:3, g = c("a", "b", "b"))
    for (time in 1:3) {  # R compiles what it calls for the second time: here, so that forks find it done
      plot(1:3, main = "Title")
      graphics::hist(1:3)
      graphics::legend("top", legend = "a", pch = 1)
      print(ggplot2::ggplot(data, ggplot2::aes(x, x, colour = g)) + ggplot2::geom_point())
      graphics.off()
      json(state$pages)
      explain(simpleError("a"), "")
    }
    state$opened <- 0L
    state$pages <- state$built <- list()
  }

  # Every top-level expression in turn, visible values printed, as Rscript does.
  evaluate <- function(lines) {
    expressions <- parse(text = lines, srcfile = srcfilecopy("sample.R", lines), keep.source = TRUE)
    places <- attr(expressions, "srcref")
    for (i in seq_along(expressions)) {
      seed_if_unseeded()
      state$line <- places[[i]][[1L]]
      value <- withVisible(eval(expressions[[i]], globalenv()))
      if (!value$visible) next
      if (isS4(value$value)) methods::show(value$value) else print(value$value)
    }
  }

  note_warning <- function(warning) {
    said <- conditionMessage(warning)
    if (length(state$warnings) < MOST_WARNINGS) state$warnings <- c(state$warnings, said)
  }

  # Lines of the sample on the way to an error, asked while they are on the stack.
  note_where <- function(error) {
    places <- lapply(sys.calls(), attr, "srcref")
    ours <- Filter(function(place) !is.null(place) && attr(place, "srcfile")$filename == "sample.R", places)
    inner <- vapply(ours, function(place) place[[1L]], 0L)
    state$where <- utils::tail(unique(c(state$line, inner)), 12L)
  }

  explain <- function(error, lines) {
    call <- conditionCall(error)
    said <- if (is.null(call)) "" else deparse(call, nlines = 1L)[[1L]]
    ours <- "^(eval|withVisible)\\((expressions|expr)|^parse\\(text = lines"
    head <- if (said == "" || grepl(ours, said)) "Error: " else sprintf("Error in %s: ", said)
    where <- sprintf("  line %d: %s", state$where, trimws(lines[state$where]))
    paste(c(paste0(head, conditionMessage(error)), where), collapse = "\n")
  }

  hand_over <- function(facts) {
    writeBin(charToRaw(enc2utf8(json(facts))), file.path(state$folder, "facts.json"))
  }

  run <- function() {
    state$folder <- normalizePath(ASIDE)
    lines <- readLines(file.path(state$folder, "sample.R"), warn = FALSE, encoding = "UTF-8")
    ended <- withRestarts(
      tryCatch(
        withCallingHandlers({ evaluate(lines); 0L }, warning = note_warning, error = note_where),
        error = identity
      ),
      janus_quit = function(status) status
    )
    if (inherits(ended, "error")) {
      status <- if (grepl(MEMORY, conditionMessage(ended))) "oom" else "exception"
      return(hand_over(list(status = status, stderr = explain(ended, lines))))
    }
    if (ended != 0) {
      return(hand_over(list(status = "exception", stderr = sprintf("quit with status %d", ended))))
    }
    graphics.off()
    hand_over(list(status = "ok", pages = state$pages, warnings = I(state$warnings)))
  }

  leave <- function(save = "default", status = 0, runLast = TRUE) {
    invokeRestart("janus_quit", as.integer(status))
  }

  pin()
  install_devices()
  install_legend()
  loadNamespace("ggplot2")
  install_ggplot2()
  loadNamespace("lattice")
  install_lattice()
  warm_up()
  for (name in c("q", "quit")) replace_in(name, leave, "base")
  options(warn = 1, digits.secs = NULL)
  run
}, envir = new.env(parent = .BaseNamespaceEnv))
