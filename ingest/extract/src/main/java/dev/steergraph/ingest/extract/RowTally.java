package dev.steergraph.ingest.extract;

import dev.steergraph.core.codes.OutlierRule;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.io.DType;
import dev.steergraph.core.io.Safetensors;
import dev.steergraph.core.run.OutlierTokens;
import dev.steergraph.core.run.Part;
import dev.steergraph.core.run.PartPaths;
import dev.steergraph.core.run.RunContexts;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.stage.Outliers;
import dev.steergraph.core.stage.Stages;
import dev.steergraph.core.text.Vocabulary;
import dev.steergraph.ingest.corpus.batch.Sequence;
import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a run, counted in the files of its tokens.
 *
 * @param specialTokens of the sequences, which are no rows; null if an earlier version made some of them
 * @param outliers null if nobody looked for them
 */
record RowTally(
        long rows, @Nullable Long specialTokens, @Nullable Outliers outliers) {

    /** In the metadata of a part's tokens. */
    static final String SPECIAL_TOKENS = "special_tokens";

    /** Positions and tokens that are named. */
    private static final int MOST = 20;

    /** Those that are BOS, EOS, CLS, SEP or PAD. */
    static long specialTokens(List<Sequence> sequences) {
        return sequences.stream()
                .flatMapToInt(sequence -> IntStream.of(sequence.document()))
                .filter(document -> document == -1)
                .count();
    }

    /** @param looked what was decided before the first row; null if nothing was */
    static RowTally of(RunDirectory run, List<HookPoint> hooks, @Nullable Outliers looked) throws IOException {
        long rows = 0;
        Long special = 0L;
        long first = 0;
        long others = 0;
        Map<HookPoint, Long> atHook = new TreeMap<>();
        Map<Integer, Long> atPosition = new HashMap<>();
        Map<Integer, Long> ofToken = new HashMap<>();
        for (Part part : run.stage(Stages.EXTRACT).orElseThrow().parts()) {
            if (!part.path().startsWith(PartPaths.TOKENS + "/part-")) {
                continue;
            }
            Safetensors file = Safetensors.open(run.file(Stages.EXTRACT, part.path()));
            rows += file.tensor("ids", DType.I32, 1).size();
            String counted = file.metadata().get(SPECIAL_TOKENS);
            special = special == null || counted == null ? null : Long.valueOf(special + Long.parseLong(counted));
            OutlierTokens outliers = OutlierTokens.read(file);
            for (int i = 0; looked != null && i < outliers.size(); i++) {
                boolean begins = looked.firstPosition() && outliers.position()[i] == 0;
                first += begins ? 1 : 0;
                others += begins ? 0 : 1;
                atPosition.merge(outliers.position()[i], 1L, Long::sum);
                ofToken.merge(outliers.ids()[i], 1L, Long::sum);
                for (int hook = 0; hook < hooks.size(); hook++) {
                    float norm = outliers.norms()[i * hooks.size() + hook];
                    if (OutlierRule.isOutlier(norm, looked.limit(hooks.get(hook)))) {
                        atHook.merge(hooks.get(hook), 1L, Long::sum);
                    }
                }
            }
        }
        if (looked == null) {
            return new RowTally(rows, special, null);
        }
        Vocabulary vocabulary = RunContexts.vocabulary(run);
        return new RowTally(
                rows,
                special,
                new Outliers(
                        looked.medians(),
                        looked.limits(),
                        looked.kept(),
                        looked.firstPosition(),
                        first,
                        others,
                        atHook,
                        most(atPosition)
                                .map(entry -> new Outliers.Position(entry.getKey(), entry.getValue()))
                                .toList(),
                        most(ofToken)
                                .map(entry -> new Outliers.Token(
                                        entry.getKey(), vocabulary.text(entry.getKey()), entry.getValue()))
                                .toList()));
    }

    /** The most frequent first, of equal ones the lowest. */
    private static Stream<Map.Entry<Integer, Long>> most(Map<Integer, Long> counts) {
        return counts.entrySet().stream()
                .sorted(Map.Entry.<Integer, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(MOST);
    }
}
