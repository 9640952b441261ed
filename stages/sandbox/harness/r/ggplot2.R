# Facts of a plot that ggplot2 built, and of one that lattice drew.

KEPT <- c("x", "y", "xmin", "xmax", "ymin", "ymax", "xend", "yend", "lower", "middle", "upper", "label",
          "xintercept", "yintercept", "intercept", "slope")
PAINT <- c("colour", "fill")

install_ggplot2 <- function() {
  build <- ggplot2::ggplot_build
  replace_in("ggplot_build", function(plot) {
    built <- build(plot)
    state$built <- c(state$built, list(or_unread(built_facts(built))))
    built
  }, "ggplot2")
}

built_facts <- function(built) {
  layout <- built$layout
  list(
    package = "ggplot2",
    labels = lapply(as.list(built$plot$labels), label),
    mapping = mapping(built$plot$mapping),
    layers = first_of(unname(Map(layer_facts, built$plot$layers, built$data))),
    scales = unname(lapply(built$plot$scales$scales, scale_facts)),
    limits = list(
      x = values(layout$panel_scales_x[[1L]]$get_limits()),
      y = values(layout$panel_scales_y[[1L]]$get_limits())
    ),
    coord = class(layout$coord)[[1L]],
    facet = class(layout$facet)[[1L]],
    facet_by = I(facet_by(layout$facet$params)),
    grid = has_grid(built$plot$theme),
    panels = nrow(layout$layout)
  )
}

has_grid <- function(theme) {
  grid <- ggplot2::calc_element("panel.grid.major", ggplot2::theme_get() + theme)
  !inherits(grid, "element_blank")
}

facet_by <- function(params) as.character(c(names(params$facets), names(params$rows), names(params$cols)))

mapping <- function(aes) if (length(aes)) lapply(unclass(as.list(aes)), rlang::as_label)

layer_facts <- function(layer, data) {
  kept <- intersect(KEPT, names(data))
  painted <- intersect(PAINT, names(data))
  list(
    geom = class(layer$geom)[[1L]],
    stat = class(layer$stat)[[1L]],
    position = class(layer$position)[[1L]],
    mapping = mapping(layer$mapping),
    n = nrow(data),
    groups = length(unique(data$group)),
    style = alike(data$linetype),
    mark = alike(data$shape),
    data = named(kept, function(name) values(data[[name]])),
    paint = named(painted, function(name) colours(data[[name]]))
  )
}

# The one value of a column as text; nothing where there are several
alike <- function(column) if (length(unique(column)) == 1L) as.character(column[[1L]])

named <- function(names, what) stats::setNames(lapply(names, what), names)

scale_facts <- function(scale) {
  list(class = class(scale)[[1L]], aesthetics = I(scale$aesthetics), name = label(scale$name),
       transform = scale$trans$name)
}

install_lattice <- function() {
  # lattice draws in the method that its namespace registers for plot and print alike
  draw <- lattice:::plot.trellis
  noted <- function(x, ...) {
    done <- draw(x, ...)
    state$built <- c(state$built, list(or_unread(trellis_facts(x))))
    invisible(done)
  }
  replace_in("plot.trellis", noted, "lattice")
  registerS3method("plot", "trellis", noted, asNamespace("base"))
  registerS3method("print", "trellis", noted, asNamespace("base"))
}

trellis_facts <- function(x) {
  panel <- x$panel.args[[1L]]
  text <- function(part) label(if (is.list(part)) part$label else part)
  list(package = "lattice", title = text(x$main), xlab = text(x$xlab), ylab = text(x$ylab),
       panels = length(x$packet.sizes), panel = list(x = values(panel$x), y = values(panel$y)))
}
