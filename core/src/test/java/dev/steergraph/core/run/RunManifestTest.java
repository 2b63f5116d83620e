package dev.steergraph.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steergraph.core.UserError;
import dev.steergraph.core.id.FeatureSite;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.stage.Bootstrap;
import dev.steergraph.core.stage.CommunitiesResult;
import dev.steergraph.core.stage.CorrelateResult;
import dev.steergraph.core.stage.CorrelateSettings;
import dev.steergraph.core.stage.EncodeResult;
import dev.steergraph.core.stage.EncodedSet;
import dev.steergraph.core.stage.ExtractSettings;
import dev.steergraph.core.stage.FeatureBasis;
import dev.steergraph.core.stage.FeatureInputs;
import dev.steergraph.core.stage.Stage;
import dev.steergraph.core.stage.Stages;
import dev.steergraph.core.stage.TrainResult;
import dev.steergraph.core.stage.TrainSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code run.json} as {@code steergraph demo --tokens 20k} left it before stages had records. */
class RunManifestTest {

    private static final HookPoint FIRST = HookPoint.residPost(1);

    private static final List<Stage<?, ?>> ALL =
            List.of(Stages.EXTRACT, Stages.TRAIN_SAE, Stages.ENCODE, Stages.CORRELATE, Stages.LOAD, Stages.COMMUNITIES);

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void copy() throws IOException {
        file = folder.resolve("run.json");
        try (InputStream in = RunManifestTest.class.getResourceAsStream("run.json")) {
            Files.copy(in, file);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'\"stages\" : {', '\"stages\" : null, \"more\" : {'",
        "'\"extract\" : {', '\"extract\" : null, \"more\" : {'",
        "'\"settings\" : {', '\"settings\" : [], \"more\" : {'",
        "'\"parts\" : [', '\"parts\" : null, \"more\" : ['",
        "'\"path\" : \"', '\"path\" : \"../'",
        "'\"run\" : \"', '\"run\" : \"a/../b'",
        "'\"dModel\" : ', '\"dModel\" : {}, \"more\" : '",
    })
    void whatLacksSomethingOrHasAnotherTypeIsRefused(String sound, String damaged) throws IOException {
        String text = Files.readString(file);
        assertThat(text).contains(sound);
        Files.writeString(file, text.replaceFirst(Pattern.quote(sound), Matcher.quoteReplacement(damaged)));
        assertThatThrownBy(() -> RunDirectory.view(folder))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("run.json");
    }

    @Test
    void aResultThatLacksSomethingIsRefused() throws IOException {
        String text = Files.readString(file);
        Files.writeString(file, text.replaceFirst("\"sae\" : \"", "\"sae\" : null, \"more\" : \""));
        try (RunDirectory run = RunDirectory.view(folder)) {
            assertThatThrownBy(() -> run.finished(Stages.ENCODE).result())
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("which lacks sae");
        }
    }

    @Test
    void everyStageIsReadAndWrittenBackByteForByte() throws IOException {
        String before = Files.readString(file);
        try (RunDirectory run = RunDirectory.existing(folder)) {
            assertThat(run.stages()).hasSameSizeAs(ALL);
            for (Stage<?, ?> stage : ALL) {
                writeBack(run, stage);
            }
            Map<String, String> libraries = new LinkedHashMap<>();
            libraries.put("java", "17.0.15");
            libraries.put("pytorch", "2.7.1");
            run.describe(run.model(), run.corpus(), libraries);
        }
        // Communities' result had another order of names in every process; all else had the order that it has now.
        assertThat(withoutChecksum()).isEqualTo(withOrderedCommunities(before));
    }

    private static <S, R> void writeBack(RunDirectory run, Stage<S, R> stage) throws IOException {
        StageState<S, R> state = run.finished(stage);
        assertThat(state.hasSettings(state.settings())).as(stage.name()).isTrue();
        assertThat(state.differences(state.settings())).as(stage.name()).isEmpty();
        run.finish(stage, 0, state.result());
    }

    /** Without the last line, which early versions did not write. */
    private String withoutChecksum() throws IOException {
        String text = Files.readString(file);
        assertThat(text).matches("(?s).*,\n  \"sha256\" : \"[0-9a-f]{64}\"\n}");
        return text.substring(0, text.lastIndexOf(",\n")) + "\n}";
    }

    private static String withOrderedCommunities(String text) {
        String modularity = "        \"nullModularity\" : 0.38693243096575836,\n"
                + "        \"modularity\" : 0.9457666648099562,\n"
                + "        \"communities\" : 380\n";
        assertThat(text).contains(modularity);
        return text.replace(
                modularity,
                "        \"communities\" : 380,\n"
                        + "        \"modularity\" : 0.9457666648099562,\n"
                        + "        \"nullModularity\" : 0.38693243096575836\n");
    }

    @Test
    void recordsSayWhatTheFileSays() throws IOException {
        RunDirectory run = RunDirectory.view(folder);
        assertThat(run.model().dModel()).isEqualTo(384);
        assertThat(run.corpus()).isEqualTo(new CorpusDescription("wordnet-3.1-glosses", 1241, 20019));
        ExtractSettings extract = run.finished(Stages.EXTRACT).settings();
        assertThat(extract.hooks()).containsExactly(FIRST, HookPoint.residPost(3), HookPoint.residPost(5));
        assertThat(extract.maxDocuments()).isEqualTo(Long.MAX_VALUE);
        assertThat(extract.revision()).isNull();
        assertThat(extract.categoryField()).isNull();
        assertThat(extract.packed()).isFalse();
        assertThat(run.finished(Stages.EXTRACT).result().activations().get(FIRST))
                .startsWith("51cbac48");
        assertThat(run.finished(Stages.TRAIN_SAE).settings().activations().get(FIRST))
                .startsWith("51cbac48");
        assertThat(run.finished(Stages.TRAIN_SAE).result().saes().get(FIRST))
                .satisfies(sae -> assertThat(sae.deadFraction()).isEqualTo(4.8828125E-4));
        assertThat(run.finished(Stages.ENCODE).settings().saes().get(FIRST.toString()))
                .startsWith("5743bda2");
        assertThat(run.finished(Stages.ENCODE).result().sets())
                .containsEntry(
                        FIRST.toString(), new EncodedSet(4096, "sae/blocks.1.hook_resid_post", "res-batchtopk-4096"));
        CorrelateSettings correlate = run.finished(Stages.CORRELATE).settings();
        assertThat(correlate.threshold()).isEqualTo(0.3);
        assertThat(correlate.basis()).isEqualTo(FeatureBasis.CODES);
        assertThat(correlate.inputs().checksums().get(FIRST.toString())).startsWith("d85b5124");
        assertThat(run.finished(Stages.CORRELATE).result().levels())
                .startsWith(new CorrelateResult.Level(0.3, 7105, 10916, 0, 0));
        assertThat(run.finished(Stages.COMMUNITIES).result())
                .isEqualTo(new CommunitiesResult(380, 0.9457666648099562, 0.38693243096575836));
    }

    @Test
    void settingsThatSayMoreAreTextsByTheNamesTheyHad() {
        FeatureInputs inputs = new FeatureInputs(
                FeatureBasis.CODES, Map.of(FIRST + ".res-wide", "abc"), Map.of(FIRST + ".res-wide", "def"));
        CorrelateSettings settings =
                new CorrelateSettings(0, 5, 1, 7, 0.01, 50, 64, 3, new Bootstrap(200, 100), true, inputs);
        assertThat(StageJson.settings(settings))
                .hasToString("{\"bins\":\"3\",\"blocks.1.hook_resid_post\":\"def\",\"blocks.1.hook_resid_post"
                        + " sae\":\"abc\",\"bootstrap\":\"200 of 100\",\"features\":\"64\","
                        + "\"halves\":\"true\",\"minDocuments\":\"5\",\"minMi\":\"0.01\",\"nullRuns\":\"1\",\"seed\":\"7\",\"set"
                        + " of blocks.1.hook_resid_post\":\"blocks.1.hook_resid_post.res-wide\","
                        + "\"source\":\"CODES\",\"threshold\":\"0.0\",\"top\":\"50\"}");
        assertThat(StageJson.read(StageJson.settings(settings), CorrelateSettings.class))
                .isEqualTo(settings);
    }

    @Test
    void setsOfOneHookPointAreTextsByTheirIds() {
        String second = FIRST + ".res-wide";
        String third = HookPoint.residPost(3) + ".res-wide";
        FeatureInputs inputs = new FeatureInputs(
                FeatureBasis.CODES,
                Map.of(FIRST.toString(), "a", second, "b"),
                Map.of(FIRST.toString(), "c", second, "d", third, "e"));
        assertThat(inputs.texts())
                .isEqualTo(Map.of(
                        FIRST.toString(),
                        "c",
                        FIRST + " sae",
                        "a",
                        second,
                        "d",
                        second + " sae",
                        "b",
                        "blocks.3.hook_resid_post",
                        "e",
                        "set of blocks.3.hook_resid_post",
                        third));
        CorrelateSettings settings = new CorrelateSettings(0.3, 5, 1, 7, 0, null, 0, 4, null, false, inputs);
        assertThat(StageJson.read(StageJson.settings(settings), CorrelateSettings.class))
                .isEqualTo(settings);
    }

    @Test
    void theSiteOfASetIsItsHookPointsWhereNothingElseIsSaid() {
        EncodedSet plain = new EncodedSet(8, "saes/a", "res-a");
        EncodedSet transcoder = new EncodedSet(8, "saes/b", "ln2-b", FeatureSite.TRANSCODER, null, null);
        EncodeResult result = new EncodeResult(Map.of(FIRST.toString(), plain, FIRST + ".ln2-b", transcoder));
        assertThat(StageJson.result(result))
                .hasToString("{\"blocks.1.hook_resid_post\":{\"dSae\":8,\"from\":\"saes/a\",\"sae\":\"res-a\"},"
                        + "\"blocks.1.hook_resid_post.ln2-b\":{\"dSae\":8,\"from\":\"saes/b\",\"sae\":\"ln2-b\","
                        + "\"site\":\"transcoder\"}}");
        assertThat(StageJson.read(StageJson.result(result), EncodeResult.class)).isEqualTo(result);
        assertThat(plain.siteAt(FIRST)).isEqualTo(FeatureSite.RESID_POST);
        assertThat(transcoder.siteAt(FIRST)).isEqualTo(FeatureSite.TRANSCODER);
    }

    @Test
    void aSettingThatIsNotKnownMakesADifferenceAndIsKept() throws IOException {
        Files.writeString(
                file,
                Files.readString(file)
                        .replace("\"batch\" : \"0\",", "\"batch\" : \"0\",\n        \"blend\" : \"0.5\","));
        String before = Files.readString(file);
        try (RunDirectory run = RunDirectory.existing(folder)) {
            StageState<TrainSettings, TrainResult> trained = run.finished(Stages.TRAIN_SAE);
            assertThat(trained.settings().activations()).hasSize(3);
            assertThat(trained.hasSettings(trained.settings())).isFalse();
            assertThat(run.isFinished(Stages.TRAIN_SAE, trained.settings())).isFalse();
            assertThat(trained.differences(trained.settings())).isEqualTo(Map.of("blend", "0.5"));
            run.finish(Stages.ENCODE, 0, run.finished(Stages.ENCODE).result());
        }
        assertThat(withoutChecksum()).isEqualTo(before);
    }

    @Test
    void aResultThatCannotBeReadIsAUsersError() throws IOException {
        Files.writeString(file, Files.readString(file).replace("\"edges\" : 18021", "\"edges\" : \"many\""));
        RunDirectory run = RunDirectory.view(folder);
        assertThatThrownBy(() -> run.finished(Stages.CORRELATE).result())
                .isInstanceOf(UserError.class)
                .hasMessageContaining("many");
    }
}
