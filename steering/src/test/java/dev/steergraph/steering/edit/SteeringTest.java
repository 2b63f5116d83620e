package dev.steergraph.steering.edit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.steergraph.core.UserError;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.id.HookPoint.Site;
import dev.steergraph.core.steering.Change;
import dev.steergraph.core.steering.Intervention;
import dev.steergraph.core.steering.Place;
import dev.steergraph.core.steering.Positions;
import dev.steergraph.core.steering.Recipe;
import dev.steergraph.core.steering.RecipeFile;
import dev.steergraph.ingest.model.block.Input;
import dev.steergraph.ingest.model.engine.HostArrays;
import dev.steergraph.ingest.model.generate.Generator;
import dev.steergraph.ingest.model.generate.Sampling;
import dev.steergraph.ingest.model.hook.HookReader;
import dev.steergraph.ingest.model.hook.HookWriter;
import dev.steergraph.ingest.model.hook.Pass;
import dev.steergraph.ingest.model.hook.PassEdits;
import dev.steergraph.steering.edit.SteeredParityTest.Loaded;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That steering is applied where it should be and nowhere else, and that what changes nothing changes no bit. */
class SteeringTest {

    private static final HookPoint RESID = HookPoint.residPost(0);

    @ParameterizedTest
    @ValueSource(strings = {"gpt2", "llama3", "gemma2", "gemma3"})
    void aStrengthOfZeroIsNoSteeringToTheBit(String name) throws Exception {
        try (Loaded loaded = new Loaded(name)) {
            int[] ids = loaded.ids();
            float[] plain = SteeredParityTest.logits(loaded.model, SteeredParityTest.whole(ids), null, PassEdits.NONE);
            float[] cached = SteeredParityTest.cached(loaded.model, ids, PassEdits.NONE);
            try (Steering nothing = loaded.steering(nothing(name))) {
                assertThat(nothing.hooks()).isEmpty();
                assertThat(SteeredParityTest.logits(loaded.model, SteeredParityTest.whole(ids), null, nothing))
                        .isEqualTo(plain);
                assertThat(SteeredParityTest.cached(loaded.model, ids, nothing)).isEqualTo(cached);
            }
        }
    }

    /** The recipe that adds and delta-decodes everywhere, with strengths of zero. */
    private static Recipe nothing(String name) {
        List<Intervention> all = new ArrayList<>();
        for (String recipe : List.of("add", "delta-decode")) {
            for (Intervention one : RecipeFile.read(Path.of(
                            "src/test/resources/dev/steergraph/steering/parity/" + name + "-" + recipe + ".json"))
                    .interventions()) {
                all.add(new Intervention(one.place(), Change.of(one.change().kind(), 0), one.positions(), one.label()));
            }
        }
        return new Recipe(all);
    }

    /** Texts of several lengths side by side are steered as each by itself. */
    @ParameterizedTest
    @ValueSource(strings = {"gpt2", "llama3", "gemma2", "gemma3"})
    void textsSideBySideAreSteeredAsEachByItself(String name) throws Exception {
        List<int[]> prompts = List.of(new int[] {1, 7, 9, 20, 33}, new int[] {1, 5}, new int[] {60, 12, 8});
        int tokens = 6;
        try (Loaded loaded = new Loaded(name);
                Steering steering = loaded.steering("several")) {
            List<int[]> together = generate(loaded, steering, prompts, tokens);
            List<Applied> applied = steering.verify(prompts, read(together));
            assertThat(applied).hasSize(2).allSatisfy(hook -> {
                assertThat(hook.prompt()).isEqualTo(4 + 1 + 3);
                assertThat(hook.generated()).isLessThanOrEqualTo(3 * (tokens - 1));
                assertThat(hook.ratio()).isPositive();
            });
            for (int i = 0; i < prompts.size(); i++) {
                List<int[]> alone = generate(loaded, steering, prompts.subList(i, i + 1), tokens);
                assertThat(alone.get(0)).isEqualTo(together.get(i));
                steering.verify(prompts.subList(i, i + 1), read(alone));
            }
            assertThat(generate(loaded, PassEdits.NONE, prompts, tokens)).isNotEqualTo(together);
        }
    }

    private static List<int[]> generate(Loaded loaded, PassEdits edits, List<int[]> prompts, int tokens) {
        return new Generator(loaded.model, Set.of(), Sampling.GREEDY, edits).generate(prompts, tokens, 0);
    }

    /** All but the last token, which nothing reads. */
    private static List<int[]> read(List<int[]> made) {
        return made.stream().map(ids -> Arrays.copyOf(ids, ids.length - 1)).toList();
    }

    /** At every token that is none of the special ones, exactly what is asked for, and at the others nothing. */
    @Test
    void whatIsAddedIsWhatWasAskedForAndNothingAtSpecialTokens() throws Exception {
        float[] vector = new float[32];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) Math.sin(i + 1);
        }
        try (Loaded loaded = new Loaded("gpt2")) {
            int[] ids = loaded.ids();
            Place place = new Place.OfDirection(RESID, new Place.Vector(vector));
            try (Steering steering = loaded.steering(new Recipe(List.of(
                    new Intervention(place, new Change.Add(0.5), Positions.ALL, ""),
                    new Intervention(place, new Change.Add(1), Positions.GENERATED, ""))))) {
                float[] plain = read(loaded, ids, pass -> HookWriter.NONE);
                float[] steered = read(loaded, ids, steering);
                for (int i = 0; i < plain.length; i++) {
                    int token = i / 32;
                    double k = ids[token] < 3 ? 0 : token < 7 ? 0.5 : 1.5;
                    assertThat(steered[i]).isCloseTo((float) (plain[i] + k * vector[i % 32]), within(1e-5f));
                }
                List<Applied> applied =
                        steering.verify(List.of(Arrays.copyOf(ids, 7)), List.of(Arrays.copyOfRange(ids, 7, 12)));
                assertThat(applied).singleElement().satisfies(one -> {
                    assertThat(one.prompt()).isEqualTo(6);
                    assertThat(one.generated()).isEqualTo(4);
                });
            }
        }
    }

    private static float[] read(Loaded loaded, int[] ids, PassEdits edits) {
        Map<HookPoint, float[]> found = new HashMap<>();
        try (NDManager scope = loaded.model.manager().newSubManager()) {
            Pass pass = SteeredParityTest.whole(ids);
            NDArray batch = HostArrays.copy(scope, pass.ids(), new Shape(1, ids.length));
            loaded.model.forward(scope, Input.of(batch), reader(found), edits.of(pass));
        }
        return Objects.requireNonNull(found.get(RESID));
    }

    private static HookReader reader(Map<HookPoint, float[]> found) {
        return new HookReader() {
            @Override
            public Set<HookPoint> hooks() {
                return Set.of(RESID);
            }

            @Override
            public void read(HookPoint hook, NDArray activations) {
                found.put(hook, activations.toFloatArray());
            }
        };
    }

    @Test
    void aPassThatGoesByUnsteeredIsNoticed() throws Exception {
        try (Loaded loaded = new Loaded("gpt2");
                Steering steering = loaded.steering("add")) {
            int[] ids = loaded.ids();
            steering.of(SteeredParityTest.whole(ids)); // and nobody runs it
            assertThatThrownBy(() -> steering.of(SteeredParityTest.whole(ids)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("0 times");
        }
    }

    @Test
    void aTokenThatIsLeftOutIsNoticed() throws Exception {
        try (Loaded loaded = new Loaded("gpt2");
                Steering steering = loaded.steering("add")) {
            int[] prompt = {1, 7, 9};
            List<int[]> made = generate(loaded, steering, List.of(prompt), 3);
            int[] more = {made.get(0)[0], made.get(0)[1], 9, 9};
            assertThatThrownBy(() -> steering.verify(List.of(prompt), List.of(more)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("not applied to token 5");
        }
    }

    @Test
    void whatDoesNotFitTheModelIsRefused() throws Exception {
        try (Loaded loaded = new Loaded("gpt2")) {
            for (HookPoint hook : List.of(HookPoint.residPost(9), new HookPoint(0, Site.UNNORMALIZED_RESID_POST))) {
                Place nowhere = new Place.OfDirection(hook, new Place.Vector(new float[32]));
                assertThatThrownBy(() -> loaded.steering(new Recipe(List.of(Intervention.add(nowhere, 1)))))
                        .isInstanceOf(UserError.class)
                        .hasMessageContaining("has no " + hook);
            }
            Place narrow = new Place.OfDirection(RESID, new Place.Vector(1, 2, 3));
            assertThatThrownBy(() -> loaded.steering(new Recipe(List.of(Intervention.add(narrow, 1)))))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("adds 3 values");
        }
    }

    @Test
    void withoutARunStrengthsMeanNothingUnlessTheRecipeSaysWhatTheyCount() throws IOException {
        Intervention first = RecipeFile.read(Path.of("src/test/resources/dev/steergraph/steering/parity/gpt2-add.json"))
                .interventions()
                .get(0);
        Place.OfFeature said = (Place.OfFeature) first.place();
        Place unsaid = new Place.OfFeature(said.feature(), said.hook(), null, said.sae());
        try (Loaded loaded = new Loaded("gpt2")) {
            assertThatThrownBy(() -> loaded.steering(new Recipe(List.of(Intervention.add(unsaid, 1)))))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("no run is named");
        }
    }
}
