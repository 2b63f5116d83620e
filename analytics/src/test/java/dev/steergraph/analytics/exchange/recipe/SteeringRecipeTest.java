package dev.steergraph.analytics.exchange.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steergraph.core.UserError;
import dev.steergraph.core.id.FeatureId;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.io.DType;
import dev.steergraph.core.io.Safetensors;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SteeringRecipeTest {

    private static final String SCOPE = "google/gemma-scope-2b-pt-res/layer_4/width_16k/average_l0_124";

    @TempDir
    private Path folder;

    @Test
    void aCoefficientCountsMultiplesOfTheLargestActivation() throws IOException {
        SteeringRecipe recipe = new SteeringRecipe(
                List.of(
                        entry(4, 7, 2, 100, "dogs, \"pets\"", 1, 0),
                        entry(4, 9, -1, 50, "cats", 0, 1),
                        entry(8, 1, 5, 150, "birds", 0.5f, 0.5f)),
                "layers",
                "gemma2");
        assertThat(recipe.isInCsv())
                .as("two features at one module cannot be said")
                .isFalse();
        assertThat(recipe.write(folder)).hasSize(5);
        assertThat(folder.resolve("lm-eval.csv")).doesNotExist();

        Safetensors file = Safetensors.open(folder.resolve("vectors.safetensors"));
        assertThat(floats(file, "blocks.4.hook_resid_post.vectors", 2)).containsExactly(100, 0, 0, 50);
        assertThat(floats(file, "blocks.4.hook_resid_post.coefficients", 1)).containsExactly(2, -1);
        assertThat(floats(file, "blocks.4.hook_resid_post.sum", 1)).containsExactly(200, -50);
        assertThat(file.tensor("blocks.4.hook_resid_post.features", DType.I32, 1)
                        .data()
                        .asIntBuffer()
                        .get(1))
                .isEqualTo(9);

        JsonNode body = new ObjectMapper()
                .readTree(folder.resolve("neuronpedia-steer.json").toFile());
        assertThat(body.get("modelId").asText()).isEqualTo("gemma-2-2b");
        assertThat(body.get("strength_multiplier").asDouble()).isEqualTo(2.5);
        JsonNode first = body.get("features").get(0);
        assertThat(first.get("layer").asText()).isEqualTo("4-gemmascope-res-16k");
        assertThat(first.get("strength").asDouble()).isEqualTo(80);
        assertThat(body.get("features").get(2).get("strength").asDouble()).isEqualTo(300);

        JsonNode all = new ObjectMapper().readTree(folder.resolve("recipe.json").toFile());
        assertThat(all.get("format").asText()).isEqualTo("steergraph.recipe");
        assertThat(all.get("features").get(1).get("feature").asText()).isEqualTo("gemma-2-2b@4-gemmascope-res-16k:9");
    }

    @Test
    void aCsvSaysTheWholeRecipe() throws IOException {
        SteeringRecipe recipe = new SteeringRecipe(
                List.of(entry(4, 7, 2, 100, "dogs, \"pets\"", 1, 0), entry(8, 1, 5, 150, "birds", 0.5f, 0.5f)),
                "layers",
                "gemma2");
        assertThat(recipe.isInCsv()).isTrue();
        recipe.write(folder);
        assertThat(Files.readAllLines(folder.resolve("lm-eval.csv")))
                .containsExactly(
                        "loader,action,sparse_model,hookpoint,feature_index,steering_coefficient,sae_id,description",
                        "sae_lens,add,gemma-scope-2b-pt-res,layers.4,7,200.0,"
                                + "layer_4/width_16k/average_l0_124,\"dogs, \"\"pets\"\"\"",
                        "sae_lens,add,gemma-scope-2b-pt-res,layers.8,1,750.0,"
                                + "layer_4/width_16k/average_l0_124,birds");
    }

    @Test
    void neuronpediaIsAskedForWhatItHas() throws IOException {
        Path request = Files.writeString(folder.resolve("neuronpedia-steer.json"), "of an earlier export");
        SteeringRecipe recipe =
                new SteeringRecipe(List.of(entry(4, 7, 2, 100, "", 1, 0), own("saes/own")), "layers", "gemma2");
        assertThat(recipe.leftOutOfNeuronpedia()).isOne();
        assertThat(recipe.write(folder)).doesNotContain(request);
        assertThat(request).doesNotExist();
        assertThatThrownBy(() -> recipe.writeNeuronpedia(request))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("Neuronpedia has no feature gpt2-small@0-res-own:3");
    }

    @Test
    void noFileSaysWhereAnSaeIsOnThisMachine() throws IOException {
        Path sae = Files.createDirectories(folder.resolve("saes/own"));
        Path out = folder.resolve("recipe");
        new SteeringRecipe(List.of(own(sae.toString())), "h", "gpt2").write(out);
        try (Stream<Path> files = Files.list(out)) {
            assertThat(files).isNotEmpty().allSatisfy(file -> assertThat(
                            Files.readString(file, StandardCharsets.ISO_8859_1))
                    .doesNotContain(folder.toString()));
        }
    }

    /** The files that {@code check_exports.py --recipe} has opened with the software that they are for. */
    @Test
    void filesAreThoseThatTheirReadersApproved() throws IOException {
        String place = "jbloom/GPT2-Small-SAEs-Reformatted/blocks.%d.hook_resid_pre";
        SteeringRecipe recipe = new SteeringRecipe(
                List.of(
                        gpt2(HookPoint.residPost(0), 3, 2, 1.5, "left", place.formatted(1)),
                        gpt2(
                                new HookPoint(1, HookPoint.Site.RESID_PRE),
                                5,
                                -1,
                                2.5,
                                "=tabs\tand, \"quotes\"",
                                place.formatted(1)),
                        gpt2(new HookPoint(1, HookPoint.Site.ATTN_OUT), 1, 1, 3, "attention", "saes/att"),
                        gpt2(new HookPoint(2, HookPoint.Site.MLP_OUT), 0, 4, 0.5, "mlp", "saes/mlp")),
                "h",
                "gpt2");
        for (Path file : recipe.write(folder)) {
            assertThat(file).hasBinaryContent(approved(file.getFileName().toString()));
        }
        assertThat(recipe.isInCsv()).isFalse();
        Path one = folder.resolve("one");
        new SteeringRecipe(List.of(gpt2(HookPoint.residPost(0), 3, 2, 1.5, "left", place.formatted(1))), "h", "gpt2")
                .write(one);
        assertThat(one.resolve("lm-eval.csv")).hasBinaryContent(approved("lm-eval.csv"));
    }

    @Test
    void whereSaeLensHasNoNameThereIsNoCsv() throws IOException {
        Path csv = Files.writeString(folder.resolve("lm-eval.csv"), "of an earlier export");
        new SteeringRecipe(List.of(own("saes/own")), "h", "gpt2").write(folder);
        assertThat(csv).doesNotExist();
    }

    private static byte[] approved(String file) throws IOException {
        try (InputStream in = SteeringRecipeTest.class.getResourceAsStream("approved/" + file)) {
            return Objects.requireNonNull(in, file).readAllBytes();
        }
    }

    private static SteeringRecipe.Entry gpt2(
            HookPoint hook, int index, double coefficient, double max, String label, String place) {
        float[] direction = new float[8];
        for (int k = 0; k < direction.length; k++) {
            direction[k] = (float) Math.sin(1 + index + 3 * k + hook.layer());
        }
        FeatureId feature = new FeatureId("gpt2-small", hook.layer(), "res-jb", index);
        String page = "https://www.neuronpedia.org/gpt2-small/" + feature.source() + "/" + index;
        return new SteeringRecipe.Entry(feature, hook, hook, coefficient, max, direction, place, label, page);
    }

    /** Of an SAE that nobody else has. */
    private static SteeringRecipe.Entry own(String place) {
        FeatureId feature = new FeatureId("gpt2-small", 0, "res-own", 3);
        return new SteeringRecipe.Entry(feature, HookPoint.residPost(0), 2, 1.5, new float[] {1, 0}, place, "");
    }

    private static SteeringRecipe.Entry entry(
            int layer, int index, double coefficient, double max, String label, float... direction) {
        return new SteeringRecipe.Entry(
                new FeatureId("gemma-2-2b", layer, "gemmascope-res-16k", index),
                HookPoint.residPost(layer),
                HookPoint.residPost(layer),
                coefficient,
                max,
                direction,
                SCOPE,
                label,
                "https://www.neuronpedia.org/gemma-2-2b/" + layer + "-gemmascope-res-16k/" + index);
    }

    private static float[] floats(Safetensors file, String name, int rank) throws IOException {
        var tensor = file.tensor(name, DType.F32, rank);
        float[] values = new float[(int) tensor.size()];
        tensor.data().asFloatBuffer().get(values);
        return values;
    }
}
