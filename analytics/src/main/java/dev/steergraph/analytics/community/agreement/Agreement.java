package dev.steergraph.analytics.community.agreement;

import java.util.Arrays;

/**
 * How far two partitions of the same things agree. All three are 1 for equal partitions; ari and ami are about 0 for
 * independent ones, nmi grows with the number of groups. Values are those of scikit-learn's {@code adjusted_rand_score},
 * {@code normalized_mutual_info_score} and {@code adjusted_mutual_info_score} (arithmetic mean of the entropies).
 *
 * @param things how many things both partition
 * @param ari adjusted Rand index (Hubert, Arabie 1985)
 * @param nmi mutual information over the mean of the entropies
 * @param ami the same less what chance gives (Vinh, Epps, Bailey 2010)
 */
public record Agreement(int things, double ari, double nmi, double ami) {

    /**
     * @param first the group of each thing
     * @param second the group of each thing in the other partition
     * @throws IllegalArgumentException if the two are not of the same length
     */
    public static Agreement of(int[] first, int[] second) {
        Contingency table = Contingency.of(first, second);
        double information = information(table);
        double mean = (entropy(table.rows(), table.n()) + entropy(table.columns(), table.n())) / 2;
        return new Agreement(table.n(), ari(table), nmi(table, information, mean), ami(table, information, mean));
    }

    private static double ari(Contingency table) {
        double both =
                table.cells().values().stream().mapToDouble(Agreement::pairs).sum();
        double rows = Arrays.stream(table.rows()).mapToDouble(Agreement::pairs).sum();
        double columns =
                Arrays.stream(table.columns()).mapToDouble(Agreement::pairs).sum();
        double chance = table.n() < 2 ? 0 : rows * columns / pairs(table.n());
        double maximum = (rows + columns) / 2;
        return maximum == chance ? 1 : (both - chance) / (maximum - chance);
    }

    private static double nmi(Contingency table, double information, double mean) {
        return trivial(table) ? 1 : information <= 0 ? 0 : information / mean;
    }

    private static double ami(Contingency table, double information, double mean) {
        if (trivial(table)) {
            return 1;
        }
        double chance = ExpectedInformation.of(table);
        double maximum = mean - chance;
        // Where all is left to chance, rounding decides the sign.
        double denominator = maximum < 0 ? Math.min(maximum, -Math.ulp(1.0)) : Math.max(maximum, Math.ulp(1.0));
        return (information - chance) / denominator;
    }

    /** One group in both, or only groups of one in both: there is nothing to be told apart. */
    private static boolean trivial(Contingency table) {
        return table.rows().length == table.columns().length
                && (table.rows().length <= 1 || table.rows().length == table.n());
    }

    private static double information(Contingency table) {
        double n = table.n();
        return table.cells().entrySet().stream()
                .mapToDouble(cell -> {
                    double both = cell.getValue();
                    double chance = (double) table.rows()[Contingency.row(cell.getKey())]
                            * table.columns()[Contingency.column(cell.getKey())];
                    return both / n * Math.log(both * n / chance);
                })
                .sum();
    }

    private static double entropy(int[] sizes, double n) {
        return -Arrays.stream(sizes)
                .mapToDouble(size -> size / n * Math.log(size / n))
                .sum();
    }

    private static double pairs(double size) {
        return size * (size - 1) / 2;
    }
}
