# Values as JSON, written without a package. A list with names is an object, one without an array; a vector
# is a scalar where its length is 1, unless it is wrapped in I().

MOST <- 64L

json <- function(x) {
  if (is.null(x)) return("null")
  if (is.list(x)) {
    if (length(x) == 0L) return(if (is.null(names(x))) "[]" else "{}")
    parts <- vapply(x, json, "")
    if (is.null(names(x))) return(sprintf("[%s]", paste(parts, collapse = ",")))
    return(sprintf("{%s}", paste0(quoted(paste(names(x))), ":", parts, collapse = ",")))
  }
  parts <- if (is.logical(x)) ifelse(is.na(x), "null", ifelse(x, "true", "false"))
    else if (is.numeric(x)) ifelse(is.finite(x), formatC(as.numeric(x), digits = 15, width = 1), "null")
    else quoted(as.character(x))
  if (length(x) == 1L && !inherits(x, "AsIs")) parts else sprintf("[%s]", paste(parts, collapse = ","))
}

quoted <- function(x) {
  shown <- iconv(enc2utf8(as.character(x)), "UTF-8", "UTF-8", sub = "?")
  shown <- gsub("\"", "\\\"", gsub("\\", "\\\\", shown, fixed = TRUE), fixed = TRUE)
  shown <- gsub("[[:cntrl:]]", " ", gsub("\t", "\\t", gsub("\n", "\\n", shown, fixed = TRUE), fixed = TRUE))
  ifelse(is.na(x), "null", paste0("\"", shown, "\""))
}

# The values; of a longer vector 64 evenly spaced ones, both ends included.
values <- function(x) {
  if (is.null(x)) return(NULL)
  if (is.factor(x) || is.object(x) && !is.numeric(x)) x <- as.character(x)
  x <- as.vector(unclass(x))
  if (length(x) > MOST) x <- x[round(seq(1, length(x), length.out = MOST))]
  I(x)
}

first_of <- function(x) x[seq_len(min(length(x), MOST))]

# A label as it was given: a string, or the source of an expression; NULL where there is none.
label <- function(x) {
  if (is.null(x) || inherits(x, "waiver") || length(x) == 0L) return(NULL)
  if (is.language(x)) x <- vapply(as.list(as.expression(x)), function(e) deparse(e)[[1L]], "")
  paste(as.character(x), collapse = "\n")
}

# Up to 8 different colours as #rrggbb; NULL where nothing is painted.
colours <- function(x) {
  x <- unique(x[!is.na(x) & as.character(x) != "0"])  # 0 is the ground
  if (length(x) == 0L) return(NULL)
  rgb <- grDevices::col2rgb(x[seq_len(min(length(x), 8L))], alpha = TRUE)
  rgb <- rgb[, rgb[4L, ] > 0, drop = FALSE]
  if (ncol(rgb) == 0L) NULL else I(sprintf("#%02x%02x%02x", rgb[1L, ], rgb[2L, ], rgb[3L, ]))
}

# Facts that could not be read say so, and leave the verdict as it is.
or_unread <- function(facts) {
  suppressWarnings(tryCatch(facts, error = function(e) list(unread = conditionMessage(e))))
}
