package dev.steergraph.ingest.extract.check;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import dev.steergraph.core.Progress;
import dev.steergraph.core.UserError;
import dev.steergraph.core.codes.ActivationRows;
import dev.steergraph.core.id.FeatureSite;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.id.HookPoint.Site;
import dev.steergraph.core.stage.SaeCheck;
import dev.steergraph.ingest.extract.AxisSae;
import dev.steergraph.ingest.sae.Normalization;
import dev.steergraph.ingest.sae.Sae;
import dev.steergraph.ingest.sae.SaeOrigin;
import dev.steergraph.ingest.sae.Transcoding;
import dev.steergraph.ingest.sae.format.KnownL0;
import dev.steergraph.ingest.sae.run.CodeSet;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * With SAEs that have a feature for each direction of each axis, whose reconstruction is their rows times a number plus
 * another, so that what they leave unexplained is known.
 */
class FitCheckTest {

    private static final int D = 4;
    private static final HookPoint HOOK = new HookPoint(3, Site.MLP_OUT);
    private static final HookPoint OTHER = new HookPoint(3, Site.RESID_POST);
    private static final SaeOrigin ORIGIN = new SaeOrigin("org/Model-1B", HOOK.toString(), null);

    private final Map<HookPoint, float[]> rows = new HashMap<>(Map.of(HOOK, gaussian(600, 1)));
    private final List<String> said = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private Circumstances circumstances = new Circumstances("model-1b", true, false);
    private boolean accepted;
    private boolean trained;

    @Test
    void whatAnSaeLeavesUnexplainedIsMeasuredAndSaid() throws IOException {
        SaeCheck check = check(set(sae(0.5f, 0, 0, ORIGIN), new KnownL0(4, "path")));
        // Of x - x/2 a quarter of the variance is left, and of the mean, which is near 0, next to nothing.
        assertThat(requireNonNull(check.fvu())).isCloseTo(0.25, within(0.002));
        assertThat(check).isEqualTo(new SaeCheck(600, check.fvu(), 4, 4.0, "path"));
        assertThat(said).containsExactly("check blocks.3.hook_mlp_out", "FVU 0.250, L0 4 (4 by its path)");
        assertThat(notes).isEmpty();
    }

    @Test
    void anSaeThatExplainsLessThanTheMeanStopsFrom500RowsOn() throws IOException {
        CodeSet set = set(sae(-1, 0, 0, ORIGIN), null);
        assertThatThrownBy(() -> check(set))
                .isInstanceOfSatisfying(
                        UserError.class, e -> assertThat(e.settings()).containsExactly("accept-mismatch"))
                .hasMessageMatching(
                        "The SAE saes/one does not fit the activations at blocks\\.3\\.hook_mlp_out of model-1b:"
                                + " on the first 600 rows it leaves [34]\\.\\d+ of the variance unexplained \\(FVU; their mean alone"
                                + " leaves 1\\) and has L0 4; most likely it reads a hook point before or after a norm, activations"
                                + " of another scale, or another model than model-1b, or sequences began otherwise \\(BOS\\); give it"
                                + " where it belongs, or accept the mismatch to go on all the same\\.");
        rows.put(HOOK, gaussian(499, 1));
        assertThat(check(set).rows()).isEqualTo(499);
        assertThat(notes).singleElement().asString().endsWith("; it is used all the same, as so few rows tell little.");
        rows.put(HOOK, gaussian(500, 1));
        assertThatThrownBy(() -> check(set)).isInstanceOf(UserError.class);
        accepted = true;
        assertThat(check(set).rows()).isEqualTo(500);
        assertThat(notes).last().asString().endsWith("; the mismatch is accepted.");
    }

    @ParameterizedTest
    @CsvSource({"1.3, true", "1.4, false", "4, false", "11.9, false", "12, true", "100, true"})
    void anL0ThatIsThreeTimesAsMuchOrAsLittleStops(double known, boolean stops) throws IOException {
        CodeSet set = set(sae(1, 0, 0, ORIGIN), new KnownL0(known, "catalogue"));
        if (stops) {
            assertThatThrownBy(() -> check(set))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining(
                            "on the first 600 rows it has L0 4, " + Claim.number(known) + " by its catalogue;");
        } else {
            assertThat(check(set).knownL0()).isEqualTo(known);
        }
    }

    @Test
    void anotherHookPointThatFitsIsNamed() {
        rows.put(HOOK, gaussian(600, 0.05f));
        rows.put(OTHER, gaussian(600, 2));
        refused(sae(1, 0.1f, 0.3f, ORIGIN), "most likely it reads blocks.3.hook_resid_post, where it leaves 0.02");
    }

    @Test
    void anotherScaleThatFitsIsNamed() {
        rows.put(HOOK, gaussian(600, 0.05f));
        refused(
                sae(1, 0.1f, 0.3f, ORIGIN),
                "most likely it was trained on activations of another scale, times ",
                ", where it leaves 0.09");
    }

    @Test
    void whereNothingFitsTheCauseIsWhatTheSaeSays() {
        refused(
                sae(-1, 0, 0, new SaeOrigin("org/Model-2B", HOOK.toString(), null)),
                "most likely it belongs to org/Model-2B, on which it was trained;");
        Sae scaled = sae(-1, 0, 0, ORIGIN, Normalization.EXPECTED_AVERAGE_ONLY_IN);
        refused(scaled, "most likely activations were scaled in its training by a factor that is not known here");
        circumstances = new Circumstances("model-1b", false, false);
        refused(
                sae(-1, 0, 0, new SaeOrigin("Model-1B", HOOK.toString(), null, true)),
                "most likely it was trained behind a BOS, as it says, and sequences begin without one here;");
    }

    @Test
    void whatWasTrainedOnTheRowsAndMeansOverDocumentsAreNoReasonToStop() throws IOException {
        CodeSet set = set(sae(-1, 0, 0, ORIGIN), null);
        trained = true;
        check(set);
        trained = false;
        circumstances = new Circumstances("model-1b", true, true);
        check(set);
        assertThat(notes).hasSize(2);
        assertThat(notes.get(0)).endsWith("train it longer, or on more rows.");
        assertThat(notes.get(1)).endsWith("rows are means over documents here, and SAEs are trained on tokens.");
    }

    @Test
    void aTranscoderIsComparedWithWhatItPredicts() throws IOException {
        HookPoint read = new HookPoint(3, Site.MLP_IN);
        float[] x = gaussian(600, 1);
        float[] twice = x.clone();
        for (int i = 0; i < twice.length; i++) {
            twice[i] *= 2;
        }
        rows.clear();
        rows.put(read, x);
        Sae sae = sae(2, 0, 0, new SaeOrigin(null, read.toString(), null))
                .with(new Transcoding(HOOK.toString(), D, null));
        CodeSet set = new CodeSet(read, read.toString(), "one", "saes/one", sae, "0");
        assertThat(check(set).fvu()).as("what is predicted is not at hand").isNull();
        assertThat(said).contains("FVU not known, L0 4");
        rows.put(HOOK, twice);
        assertThat(requireNonNull(check(set).fvu())).isCloseTo(0, within(1e-9));
        rows.put(HOOK, gaussian(600, 0.1f));
        assertThatThrownBy(() -> check(set))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(
                        "at blocks.3.mlp.hook_in and blocks.3.hook_mlp_out of model-1b: on the first 600");
        rows.put(OTHER, twice);
        assertThatThrownBy(() -> check(set))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("most likely it predicts blocks.3.hook_resid_post, where it leaves ");
        Sae acrossLayers = sae.with(new Transcoding(HOOK.toString(), D, null, FeatureSite.CLT));
        assertThat(check(new CodeSet(read, read.toString(), "one", "saes/one", acrossLayers, "0"))
                        .fvu())
                .isNull();
    }

    private void refused(Sae sae, String... parts) {
        assertThatThrownBy(() -> check(set(sae, null)))
                .isInstanceOf(UserError.class)
                .message()
                .contains(parts)
                .endsWith(".")
                .doesNotContain("\n");
    }

    private SaeCheck check(CodeSet set) throws IOException {
        RowsAt sample = new RowsAt() {
            @Override
            public Map<HookPoint, ActivationRows> of(Set<HookPoint> hooks) {
                Map<HookPoint, ActivationRows> found = new HashMap<>();
                hooks.stream()
                        .filter(rows::containsKey)
                        .forEach(hook -> found.put(
                                hook,
                                new ActivationRows(D, List.of(FloatBuffer.wrap(requireNonNull(rows.get(hook)))))));
                return found;
            }

            @Override
            public Map<HookPoint, ActivationRows> around(HookPoint hook, Set<HookPoint> predicted) {
                return of(rows.keySet());
            }
        };
        try (NDManager manager = NDManager.newBaseManager()) {
            return requireNonNull(new FitCheck(circumstances, accepted, manager, new Recorder())
                    .of(List.of(set), any -> trained, sample)
                    .get(set.id()));
        }
    }

    private static CodeSet set(Sae sae, @Nullable KnownL0 l0) {
        return new CodeSet(HOOK, HOOK.toString(), "one", "saes/one", sae, "0", Optional.ofNullable(l0), null);
    }

    private static Sae sae(float share, float threshold, float added, SaeOrigin origin) {
        return sae(share, threshold, added, origin, Normalization.NONE);
    }

    /** x̂ = share · x + added, of entries beyond the threshold. */
    private static Sae sae(float share, float threshold, float added, SaeOrigin origin, Normalization normalization) {
        return AxisSae.of(D, share, threshold, added, origin, normalization);
    }

    private static float[] gaussian(int n, float scale) {
        Random random = new Random(n);
        float[] values = new float[n * D];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian() * scale;
        }
        return values;
    }

    private final class Recorder implements Progress {

        @Override
        public void begin(String what, long total, String unit) {
            said.add(what);
        }

        @Override
        public void update(long done, String detail) {}

        @Override
        public void end(String summary) {
            said.add(summary);
        }

        @Override
        public void note(String sentence) {
            notes.add(sentence);
        }
    }
}
