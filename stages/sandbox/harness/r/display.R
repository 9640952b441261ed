# Facts of a page from R's display list: the graphics calls as they reached the device, in their order.

page_facts <- function(drawn, built, legends) {
  calls <- lapply(drawn, function(call) as.list(call[[2L]]))
  names <- vapply(calls, function(call) operation(call[[1L]]), "")
  system <- if (any(names == "C_plot_new")) "base" else "grid"
  list(
    system = system,
    panels = if (system == "base") panels(names, calls) else list(),
    texts = if (system == "grid") grid_texts() else list(),
    plots = first_of(built),
    legends = first_of(legends)
  )
}

# The name of the C routine behind a call; "" for what grid records as an expression.
operation <- function(symbol) if (inherits(symbol, "NativeSymbolInfo")) symbol$name else ""

panels <- function(names, calls) {
  found <- list()
  panel <- empty_panel()
  for (i in seq_along(names)) {
    if (names[[i]] == "C_plot_new") {
      if (i > 1L && panel$drawn) found <- c(found, list(panel))
      panel <- empty_panel()
    }
    panel <- with_call(panel, names[[i]], calls[[i]][-1L])
  }
  lapply(first_of(c(found, list(panel))), function(panel) panel[names(panel) != "drawn"])
}

empty_panel <- function() {
  list(title = NULL, subtitle = NULL, xlab = NULL, ylab = NULL, xlim = NULL, ylim = NULL, log = "",
       series = list(), texts = list(), axes = list(), drawn = FALSE)
}

with_call <- function(panel, name, a) {
  series <- function(kind, x, y, colour, ...) {
    if (length(panel$series) >= MOST) return(panel)
    facts <- list(kind = kind, n = length(x), x = values(x), y = values(y), colours = colours(colour), ...)
    panel$series <<- c(panel$series, list(facts))
  }
  panel$drawn <- panel$drawn || name != "C_plot_new"
  switch(name,
    C_plot_window = {
      panel$xlim <- values(a[[1L]])
      panel$ylim <- values(a[[2L]])
      panel$log <- a[[3L]]
    },
    C_title = {
      parts <- c("title", "subtitle", "xlab", "ylab")
      for (i in 1:4) if (!is.null(text <- label(a[[i]]))) panel[[parts[[i]]]] <- text
    },
    C_plotXY = if (a[[2L]] != "n") series(plot_type(a[[2L]]), a[[1L]]$x, a[[1L]]$y, a[[5L]],
                                          type = a[[2L]], style = first_text(a[[4L]]), mark = first_text(a[[3L]])),
    C_rect = series("rectangles", a[[1L]], a[[4L]], a[[5L]], x1 = values(a[[3L]]), y0 = values(a[[2L]])),
    C_polygon = series("polygon", a[[1L]], a[[2L]], a[[3L]]),
    C_path = series("path", a[[1L]], a[[2L]], NULL),
    C_segments = ,
    C_arrows = series(if (name == "C_arrows") "arrows" else "segments", a[[1L]], a[[2L]], NULL,
                      x1 = values(a[[3L]]), y1 = values(a[[4L]])),
    C_abline = panel$series <- c(panel$series, list(list(kind = "straight line", a = a[[1L]], b = a[[2L]],
                                                         h = values(a[[3L]]), v = values(a[[4L]])))),
    C_symbols = series("symbols", a[[1L]], a[[2L]], NULL, sizes = values(a[[4L]])),
    C_image = series("image", a[[1L]], a[[2L]], NULL, z = values(a[[3L]])),
    C_contour = ,
    C_filledcontour = ,
    C_persp = series(sub("C_", "", name, fixed = TRUE), a[[1L]], a[[2L]], NULL, z = values(a[[3L]])),
    C_raster = panel$series <- c(panel$series, list(list(kind = "raster"))),
    C_text = panel$texts <- c(panel$texts, texts(a[[2L]], a[[1L]]$x, a[[1L]]$y)),
    C_mtext = panel$texts <- c(panel$texts, texts(a[[1L]], NULL, NULL)),
    C_axis = {
      axis <- list(side = a[[1L]], at = values(a[[2L]]), labels = axis_labels(a[[3L]]))
      panel$axes <- c(panel$axes, list(axis))
    }
  )
  for (part in c("texts", "axes")) panel[[part]] <- first_of(panel[[part]])
  panel
}

# A line type or plotting character as it was given.
first_text <- function(x) if (length(x)) as.character(x[[1L]])

plot_type <- function(type) {
  switch(type,
    p = "points", l = "lines", b = , o = , c = "points and lines", h = "spikes", s = , S = "steps",
    type
  )
}

axis_labels <- function(x) if (!is.logical(x) && !is.null(x)) strings(x)

strings <- function(x) I(vapply(as.list(first_of(x)), label_or_empty, ""))

label_or_empty <- function(x) if (is.null(text <- label(x))) "" else text

texts <- function(labels, x, y) {
  lapply(seq_len(min(length(labels), MOST)), function(i) {
    at <- function(v) if (length(v)) v[[(i - 1L) %% length(v) + 1L]] else NULL
    list(text = label_or_empty(labels[[i]]), x = at(x), y = at(y))
  })
}

# Strings of the text grobs on a page of grid.
grid_texts <- function() {
  found <- character()
  look <- function(grob) {
    if (inherits(grob, "text")) found <<- c(found, vapply(as.list(grob$label), label_or_empty, ""))
    inner <- c(if (inherits(grob, "gtable")) grob$grobs, if (inherits(grob, "gTree")) grob$children)
    for (child in inner) look(child)
  }
  elements <- grid::grid.ls(viewports = FALSE, print = FALSE)$name
  for (name in unique(elements[seq_len(min(length(elements), 512L))])) {
    grob <- grid::grid.get(name)
    if (!is.null(grob) && !inherits(grob, "gList")) look(grob)
  }
  as.list(first_of(found[nzchar(found)]))
}

install_legend <- function() {
  draw <- graphics::legend
  replace_in("legend", function(x, y = NULL, legend, ...) {
    done <- if (missing(legend)) draw(x, y, ...) else draw(x, y, legend, ...)
    named <- if (missing(legend)) y else legend
    entry <- list(title = label(list(...)$title), labels = strings(named))
    state$legends <- c(state$legends, list(entry))
    invisible(done)
  }, "graphics")
}
