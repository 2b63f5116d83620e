package dev.steergraph.steering.half;

import dev.steergraph.core.feature.EncodedFeatures;
import dev.steergraph.core.feature.FeatureStatistics;
import dev.steergraph.core.run.RunContexts;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.run.RunSet;
import dev.steergraph.core.run.RunTokens;
import dev.steergraph.core.table.FeatureSpace;
import dev.steergraph.core.text.Vocabulary;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What features are called for people: by the token on which they are most active in most of their top contexts. */
public final class FeatureLabels {

    private final FeatureSpace space;
    private final List<FeatureStatistics> statistics;
    private final int[] tokens;
    private final Vocabulary vocabulary;

    private FeatureLabels(FeatureSpace space, List<FeatureStatistics> statistics, int[] tokens, Vocabulary vocabulary) {
        this.space = space;
        this.statistics = statistics;
        this.tokens = tokens;
        this.vocabulary = vocabulary;
    }

    /**
     * A feature's label.
     *
     * @param text a token, in lower case and without blanks around it; empty of a feature that is never active
     * @param consistency in what share of the top contexts it is this token
     */
    public record Label(String text, double consistency) {}

    /**
     * Of all features of a run.
     *
     * @param sets in the order in which features are numbered
     * @throws dev.steergraph.core.UserError if the run has no text, or one of its files is damaged
     */
    public static FeatureLabels of(RunDirectory run, List<RunSet> sets, FeatureSpace space) throws IOException {
        List<FeatureStatistics> statistics = new ArrayList<>();
        for (RunSet set : sets) {
            statistics.add(EncodedFeatures.statistics(run, set.hook(), set.id()));
        }
        return new FeatureLabels(space, statistics, RunTokens.read(run).ids(), RunContexts.vocabulary(run));
    }

    public Label of(int feature) {
        FeatureStatistics own = statistics.get(space.place(feature));
        int index = space.index(feature);
        Map<String, Integer> counts = new HashMap<>();
        int n = own.topSize()[index];
        for (int k = 0; k < n; k++) {
            int row = (int) own.topRow()[index * FeatureStatistics.MOST + k];
            String text = vocabulary.text(tokens[row]).strip().toLowerCase(Locale.ROOT);
            counts.merge(text, 1, Integer::sum);
        }
        String label = "";
        int most = 0;
        for (Map.Entry<String, Integer> entry : counts.entrySet()) {
            if (entry.getValue() > most
                    || entry.getValue() == most && entry.getKey().compareTo(label) < 0) {
                label = entry.getKey();
                most = entry.getValue();
            }
        }
        return new Label(label, n == 0 ? 0 : (double) most / n);
    }
}
