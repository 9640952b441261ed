# Graphics devices: whichever a script opens, it gets cairo's bitmap device, which writes a file a page. The
# size is the one asked for, at most 1200 pixels a side; vector devices count 96 pixels an inch. No file of
# the asked name is written.

ASIDE <- ".janus"
LONGEST <- 1200
DPI <- 96
bitmap <- grDevices::png  # before it is replaced

state <- new.env()
state$folder <- NULL    # absolute, of this sample
state$opened <- 0L      # devices so far
state$device <- list()  # by number of R: its own number, pages so far
state$pages <- list()   # finished ones: file, facts
state$built <- list()   # what ggplot2 and lattice drew since the last page
state$legends <- list()
state$warnings <- character()
state$busy <- FALSE     # we are reading, nothing counts

open_device <- function(width, height, dpi, pointsize, bg) {
  shrink <- min(1, LONGEST / max(width, height))
  state$opened <- state$opened + 1L
  pattern <- sprintf("%s/%03d-%%03d.png", state$folder, state$opened)
  bitmap(pattern, width * shrink, height * shrink,
         pointsize = pointsize, bg = bg, res = dpi * shrink, type = "cairo")
  grDevices::dev.control("enable")
  state$device[[as.character(grDevices::dev.cur())]] <- list(number = state$opened, pages = 0L)
  invisible()
}

open_bitmap <- function(filename, width = 480, height = 480, units = "px", pointsize = 12, bg = "white",
                        res = NA, ...) {
  dpi <- if (is.na(res)) 72 else res
  units <- match.arg(units, c("px", "in", "cm", "mm"))
  scale <- switch(units, px = 1, "in" = dpi, cm = dpi / 2.54, mm = dpi / 25.4)
  open_device(width * scale, height * scale, dpi, pointsize, bg)
}

open_vector <- function(file, width = 7, height = 7, ..., pointsize = 12, bg = "white") {
  open_device(width * DPI, height * DPI, DPI, pointsize, bg)
}

# What plot() opens where no device is open, in place of Rplots.pdf, of the same 7 by 7 inches.
open_default <- function(...) open_vector("")

install_devices <- function() {
  for (name in c("png", "jpeg", "tiff", "bmp")) replace_in(name, open_bitmap, "grDevices")
  vector <- c("pdf", "svg", "cairo_pdf", "cairo_ps", "postscript")
  for (name in vector) replace_in(name, open_vector, "grDevices")
  for (name in c("x11", "X11")) replace_in(name, open_default, "grDevices")
  options(device = open_default)
  close_device <- grDevices::dev.off
  closing <- function(which = grDevices::dev.cur()) {
    if (which != 1L) at_device(which, finish_page)
    state$device[[as.character(which)]] <- NULL
    close_device(which)
  }
  replace_in("dev.off", closing, "grDevices")
  replace_in("graphics.off", function() {
    for (which in grDevices::dev.list()) closing(which)
    invisible()
  }, "grDevices")
  setHook("before.plot.new", function() {
    if (grDevices::dev.cur() != 1L && graphics::par("page")) finish_page()
  })
  setHook("before.grid.newpage", function() if (grDevices::dev.cur() != 1L) finish_page())
}

at_device <- function(which, work) {
  current <- grDevices::dev.cur()
  grDevices::dev.set(which)
  work()
  if (current != which) grDevices::dev.set(current)
}

# The page of the current device is complete: read its facts while its display list is there.
finish_page <- function() {
  key <- as.character(grDevices::dev.cur())
  device <- state$device[[key]]
  if (is.null(device) || state$busy) return(invisible())
  drawn <- grDevices::recordPlot()[[1L]]
  if (length(drawn) == 0L) return(invisible())
  state$device[[key]]$pages <- device$pages + 1L
  page <- list(
    file = sprintf("%03d-%03d.png", device$number, device$pages + 1L),
    facts = or_unread(page_facts(drawn, state$built, state$legends))
  )
  state$pages <- c(state$pages, list(page))
  state$built <- state$legends <- list()
}
