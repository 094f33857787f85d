# SPDX-License-Identifier: GPL-3.0-or-later
# Oracle of core/evaluate/paired.c (with rank.c and svensson.c): everything is computed from the people's two values, never from
# the table of counts, by base R, exactRankTests and, for Svensson, from the definitions by comparing every person with every
# other. Run in this folder: Rscript paired.R   (writes paired.tsv; needs the R package exactRankTests)
suppressWarnings(suppressMessages(library(exactRankTests)))
exact <- function(x) ifelse(is.na(x), "NA", sprintf("%.17g", x))
set.seed(19150)

# Svensson's measures from pairs of step numbers. RP: how often another's last is above one's first, less the opposite. RC: how
# often a last value lies between two first values, less the opposite. RV: differences of augmented mean ranks.
svensson <- function(x, y) {
  n <- length(x)
  above <- sum(outer(x, y, "<")) / n^2
  below <- sum(outer(y, x, "<")) / n^2
  between <- function(outer_values, inner) {
    sum(vapply(inner, function(v) sum(outer_values < v) * sum(outer_values > v), 0)) / n^3
  }
  m <- min(above - above^2, below - below^2)
  rc <- if (m > 1e-12) (between(x, y) - between(y, x)) / m else NA
  rank_first <- rank(x * 1000 + y)
  rank_last <- rank(y * 1000 + x)
  c(rp = above - below, rc = rc, rv = 6 * sum((rank_first - rank_last)^2) / n^3)
}
jackknife <- function(x, y) {
  n <- length(x)
  if (n < 2) return(c(NA, NA, NA))
  left <- vapply(seq_len(n), function(k) svensson(x[-k], y[-k]), c(rp = 0, rc = 0, rv = 0))
  sqrt((n - 1) / n * rowSums((left - rowMeans(left))^2))
}

# Every sign pattern, for few pairs: the definition of the exact test, beside the package.
enumerate <- function(d) {
  r <- rank(abs(d)); n <- length(d)
  v <- sum(r[d > 0])
  all <- as.vector(as.matrix(expand.grid(rep(list(0:1), n))) %*% r)
  mean(abs(all - sum(r) / 2) >= abs(v - sum(r) / 2) - 1e-9)
}

row_of <- function(name, values, x, y) {
  m <- length(values); n <- length(x)
  before <- values[x]; after <- values[y]; d <- after - before; moved <- d[d != 0]
  cells <- as.vector(t(table(factor(x, seq_len(m)), factor(y, seq_len(m)))))
  ci <- if (n < 2 || var(d) == 0) c(NA, NA) else t.test(after, before, paired = TRUE)$conf.int
  sorted <- sort(d)
  median <- if (n > 0) c(sorted[(n + 1) %/% 2], sorted[n %/% 2 + 1]) else c(NA, NA)
  sign <- if (length(moved)) binom.test(sum(d > 0), length(moved))$p.value else NA
  v <- NA; p <- NA
  if (length(moved) > 0 && length(moved) <= 200) {
    test <- wilcox.exact(after, before, paired = TRUE, exact = TRUE)
    v <- unname(test$statistic); p <- test$p.value
    if (length(moved) <= 14) stopifnot(abs(enumerate(moved) - p) < 1e-12)
  } else if (length(moved) > 200) {
    test <- wilcox.test(after, before, paired = TRUE, exact = FALSE, correct = TRUE)
    v <- unname(test$statistic); p <- test$p.value
  }
  s <- if (n > 0) svensson(x, y) else c(NA, NA, NA)
  se <- if (n > 0) jackknife(x, y) else c(NA, NA, NA)
  data.frame(name = name, values = paste(values, collapse = ","), cells = paste(cells, collapse = ","), n = n,
             up = sum(d > 0), same = sum(d == 0), down = sum(d < 0), before_mean = exact(if (n) mean(before) else NA),
             after_mean = exact(if (n) mean(after) else NA), mean = exact(if (n) mean(d) else NA),
             mean_low = exact(ci[1]), mean_high = exact(ci[2]), median_low = exact(median[1]),
             median_high = exact(median[2]), sign_p = exact(sign), v = exact(v), p = exact(p), rp = exact(s[1]),
             rc = exact(s[2]), rv = exact(s[3]), rp_se = exact(se[1]), rc_se = exact(se[2]), rv_se = exact(se[3]))
}
drawn <- function(n, m, shift) {
  x <- sample(m, n, replace = TRUE, prob = dbinom(0:(m - 1), m - 1, 0.4))
  list(x, pmin(m, pmax(1, x + sample(c(-2, -1, 0, 1, 2, 3), n, replace = TRUE, prob = shift))))
}
rising <- c(1, 2, 4, 4, 2, 1); falling <- rev(rising); wild <- c(3, 3, 1, 3, 3, 2)
rows <- list(
  row_of("nobody", 1:5, integer(0), integer(0)),
  row_of("one_same", 1:5, 3, 3), row_of("one_up", 1:5, 2, 5), row_of("two_apart", 1:5, c(1, 5), c(5, 1)),
  row_of("all_same", 1:5, c(1, 2, 3, 4, 5, 5), c(1, 2, 3, 4, 5, 5)),
  row_of("all_up_one", 1:5, c(1, 2, 3, 4, 4, 2), c(2, 3, 4, 5, 5, 3)),
  row_of("svenssonm", 1:5, c(1:5, 5:1), c(1:5, 1, 1, 5, 4, 1)),
  row_of("two_steps", 0:1, rep(c(1, 1, 2, 2), c(9, 12, 3, 6)), rep(c(1, 2, 1, 2), c(9, 12, 3, 6))),
  row_of("uneven_values", c(0, 1, 5, 10), rep(1:4, 6), c(2, 3, 4, 4, 1, 2, 3, 3, 2, 2, 3, 4, 1, 3, 4, 4, 1, 1, 3, 4, 4, 4, 4, 1)))
for (n in c(3, 5, 8, 13, 21, 29, 30, 45, 70, 120)) for (m in c(3, 5)) {
  v <- drawn(n, m, rising); rows <- c(rows, list(row_of(sprintf("rising_%d_%d", n, m), seq_len(m), v[[1]], v[[2]])))
}
for (n in c(12, 40, 160)) {
  v <- drawn(n, 7, falling); rows <- c(rows, list(row_of(sprintf("falling_%d", n), 0:6, v[[1]], v[[2]])))
  v <- drawn(n, 11, wild); rows <- c(rows, list(row_of(sprintf("wild_%d", n), 0:10, v[[1]], v[[2]])))
}
# On both sides of 200 changed pairs, where the exact distribution ends.
for (n in c(195, 205, 240, 300, 600)) {
  v <- drawn(n, 5, c(2, 3, 0.2, 3, 2, 1)); rows <- c(rows, list(row_of(sprintf("many_%d", n), 1:5, v[[1]], v[[2]])))
}
write.table(do.call(rbind, rows), "paired.tsv", sep = "\t", quote = FALSE, row.names = FALSE)
