package dev.steergraph.steering.band;

/**
 * A mean over rows of several texts, with its error over texts: rows of one text depend on each other. The mean is a ratio of
 * two sums over texts, of values and of rows, and its error that of a ratio.
 */
final class TextMean {

    private final double[] sum;
    private final double[] rows;

    /** @param texts how many there are */
    TextMean(int texts) {
        sum = new double[texts];
        rows = new double[texts];
    }

    void add(int text, double value) {
        sum[text] += value;
        rows[text]++;
    }

    /** 0 of no rows. */
    double mean() {
        double n = total(rows);
        return n == 0 ? 0 : total(sum) / n;
    }

    /** Standard error; 0 of fewer than two texts. */
    double error() {
        double mean = mean();
        double squares = 0;
        int texts = 0;
        for (int i = 0; i < sum.length; i++) {
            if (rows[i] > 0) {
                double residual = sum[i] - mean * rows[i];
                squares += residual * residual;
                texts++;
            }
        }
        return texts < 2 ? 0 : Math.sqrt(squares * texts / (texts - 1)) / total(rows);
    }

    /** Mean in standard errors; 0 where the error is. */
    double z() {
        double error = error();
        return error > 0 ? mean() / error : 0;
    }

    private static double total(double[] values) {
        double total = 0;
        for (double value : values) {
            total += value;
        }
        return total;
    }
}
