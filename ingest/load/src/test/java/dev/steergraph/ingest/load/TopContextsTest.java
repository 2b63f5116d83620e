package dev.steergraph.ingest.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steergraph.core.codes.Codes;
import dev.steergraph.core.feature.ContextActivation;
import dev.steergraph.core.feature.TopContexts;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.run.DocumentTokens;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class TopContextsTest {

    private static final int FEATURES = 6;
    private static final int DOCUMENTS = 40;

    @Property(tries = 100)
    void areWhatSortingAllDocumentsGives(@ForAll long seed) {
        Random random = new Random(seed);
        int[] start = new int[DOCUMENTS + 1];
        for (int d = 0; d < DOCUMENTS; d++) {
            start[d + 1] = start[d] + 1 + random.nextInt(5);
        }
        float[][] dense = new float[start[DOCUMENTS]][FEATURES];
        for (float[] row : dense) {
            for (int f = 0; f < FEATURES; f++) {
                // Whole numbers, so that documents often tie.
                row[f] = Math.max(0, random.nextInt(12) - 6);
            }
        }
        TopContexts top = TopContexts.of(sparse(dense), DocumentTokens.ofRows(start));
        for (int f = 0; f < FEATURES; f++) {
            int feature = f;
            float[] strongest = new float[DOCUMENTS];
            for (int d = 0; d < DOCUMENTS; d++) {
                for (int r = start[d]; r < start[d + 1]; r++) {
                    strongest[d] = Math.max(strongest[d], dense[r][f]);
                }
            }
            int[] expected = IntStream.range(0, DOCUMENTS)
                    .filter(d -> strongest[d] > 0)
                    .boxed()
                    .sorted(Comparator.<Integer>comparingDouble(d -> -strongest[d])
                            .thenComparing(d -> d))
                    .mapToInt(Integer::intValue)
                    .limit(TopContexts.MOST)
                    .toArray();
            List<ContextActivation> firings = top.of(f);
            assertThat(firings.stream().mapToInt(ContextActivation::document).toArray())
                    .containsExactly(expected);
            for (ContextActivation firing : firings) {
                float[] activations = new float[start[firing.document() + 1] - start[firing.document()]];
                for (int t = 0; t < activations.length; t++) {
                    activations[t] = dense[start[firing.document()] + t][feature];
                }
                assertThat(firing.activations()).containsExactly(activations);
                assertThat(firing.activations()[firing.token()]).isEqualTo(firing.value());
            }
        }
    }

    @Test
    void labelsAreWholeWordsHeaviestFirst() {
        List<List<String>> documents = List.of(
                List.of("the", "do", "##gg", "##y", "barked"),
                List.of("a", "cat", "!"),
                List.of("one", "cat"),
                List.of("!"));
        List<ContextActivation> firings = List.of(
                new ContextActivation(1, 0, 3, 2, new float[5]),
                new ContextActivation(2, 1, 2, 1, new float[3]),
                new ContextActivation(3, 2, 2, 1, new float[2]),
                new ContextActivation(4, 3, 2, 0, new float[1]));
        assertThat(FeatureLabels.label(firings, documents::get)).isEqualTo("cat, doggy");
        assertThat(FeatureLabels.label(firings.subList(3, 4), documents::get)).isEqualTo("!");
        assertThat(FeatureLabels.label(List.of(), documents::get)).isEqualTo(FeatureLabels.SILENT);
        assertThat(Words.around(List.of("Ġsteer", "ing", "Ġpath"), 1)).isEqualTo("steering");
    }

    @Test
    void wordsOfBytesAreText() {
        assertThat(Words.around(List.of("Ġa", "Ġcaf", "Ã©", "Ġnoir"), 1)).isEqualTo("café");
        assertThat(Words.around(List.of("Ġa", "Ġcaf", "Ã©", "Ġnoir"), 2)).isEqualTo("café");
        assertThat(Words.around(List.of("Ġ", "æ", "Ĺ¥", "Ġx"), 1))
                .as("a character in two tokens")
                .isEqualTo("日");
    }

    @Test
    void whatIsOnlySpaceIsVisible() {
        assertThat(Words.around(List.of("Ġ", "Ġprof"), 0)).isEqualTo("␣");
        assertThat(Words.around(List.of("Ġx", "Ċ"), 1)).isEqualTo("↵");
        assertThat(Words.around(List.of("▁", "▁the"), 0)).isEqualTo("␣");
    }

    private static Codes sparse(float[][] dense) {
        long[] indptr = new long[dense.length + 1];
        int[] indices = new int[dense.length * FEATURES];
        float[] values = new float[indices.length];
        int n = 0;
        for (int r = 0; r < dense.length; r++) {
            for (int f = 0; f < FEATURES; f++) {
                if (dense[r][f] > 0) {
                    indices[n] = f;
                    values[n++] = dense[r][f];
                }
            }
            indptr[r + 1] = n;
        }
        return new Codes(
                HookPoint.residPost(0),
                FEATURES,
                dense.length,
                indptr,
                Arrays.copyOf(indices, n),
                Arrays.copyOf(values, n));
    }
}
