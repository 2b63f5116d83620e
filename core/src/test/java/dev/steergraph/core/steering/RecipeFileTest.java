package dev.steergraph.core.steering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steergraph.core.UserError;
import dev.steergraph.core.id.FeatureId;
import dev.steergraph.core.id.HookPoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecipeFileTest {

    private static final Place FEATURE =
            new Place.OfFeature(FeatureId.parse("gpt2-small@4-res-jb:7"), HookPoint.residPost(4), 12.5, "saes/four");

    @TempDir
    private Path folder;

    @Test
    void everyKindOfInterventionComesBackAsItWas() throws IOException {
        Recipe recipe = new Recipe(List.of(
                new Intervention(FEATURE, new Change.Add(-2), Positions.ALL, "dogs"),
                new Intervention(FEATURE, new Change.Clamp(0.5), Positions.PROMPT, ""),
                new Intervention(FEATURE, new Change.Ablate(), Positions.GENERATED, ""),
                new Intervention(FEATURE, new Change.ProjectOut(), Positions.ALL, ""),
                new Intervention(
                        new Place.OfFeature(
                                FeatureId.parse("m@0-z:1"), HookPoint.parse("blocks.0.attn.hook_z"), null, ""),
                        new Change.DeltaDecode(-0.25),
                        Positions.ALL,
                        "heads"),
                new Intervention(
                        new Place.OfDirection(
                                HookPoint.parse("blocks.3.hook_mlp_out"), new Place.Vector(1, -2.5f, 1e-9f)),
                        new Change.Add(3),
                        Positions.GENERATED,
                        "")));
        RecipeFile.write(folder.resolve("recipe.json"), recipe);
        assertThat(RecipeFile.read(folder.resolve("recipe.json"))).isEqualTo(recipe);
        assertThat(folder.resolve("recipe.json")).content().contains("\"version\" : 2");
    }

    @Test
    void whatVersionOneSaysIsWrittenInIt() throws IOException {
        Path file = folder.resolve("recipe.json");
        RecipeFile.write(file, new Recipe(List.of(Intervention.add(FEATURE, 2))));
        assertThat(file).content().contains("\"version\" : 1").doesNotContain("change", "positions");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | is no recipe",
                "[ | is not JSON",
                "{'format':'steergraph.recipe','version':3,'features':[]} | version 3",
                "{'format':'steergraph.recipe','version':1,'features':[]} | without a feature",
                "{'format':'steergraph.recipe','version':1,'features':[{'feature':'x'}]} | is no feature such as",
                "{'format':'steergraph.recipe','version':1,'features':[{'feature':'m@1-s:0','hook':'blocks.1.hook_k',"
                        + "'coefficient':1}]} | is no hook point",
                "{'format':'steergraph.recipe','version':1,'features':[{'feature':'m@1-s:0','hook':'blocks.1.hook_mlp_out',"
                        + "'coefficient':1e9}]} | out of range",
                "{'format':'steergraph.recipe','version':1,'features':[{'feature':'m@1-s:0','hook':'blocks.1.hook_mlp_out'}]}"
                        + " | out of range",
                "{'format':'steergraph.recipe','version':2,'directions':[{'hook':'blocks.1.hook_mlp_out','coefficient':1,"
                        + "'vector':[1,'a']}]} | is no number",
                "{'format':'steergraph.recipe','version':2,'directions':[{'hook':'blocks.1.hook_mlp_out','change':'ablate',"
                        + "'vector':[1]}]} | no activation",
                "{'format':'steergraph.recipe','version':1,'features':[{'feature':'m@1-s:0','hook':'blocks.1.hook_mlp_out',"
                        + "'coefficient':1,'change':'ablate'}]} | no field \"change\"",
                "{'format':'steergraph.recipe','version':2,'features':[{'feature':'m@1-s:0','hook':'blocks.1.hook_mlp_out',"
                        + "'coefficient':1,'position':'prompt'}]} | no field \"position\"",
                "{'format':'steergraph.recipe','version':1,'directions':[]} | no field \"directions\"",
                "{'format':'steergraph.recipe','version':1,'unit':'nats','features':[]} | counts strengths in nats",
                "{'format':'steergraph.recipe','version':1,'features':[{'feature':'m@1-s:0','hook':'blocks.1.hook_mlp_out',"
                        + "'index':3,'coefficient':1}]} | index 3 is not that of m@1-s:0"
            })
    void whatMakesNoSenseIsRefusedWithTheFilesName(String content, String reason) throws IOException {
        Path file = Files.writeString(folder.resolve("recipe.json"), content.replace('\'', '"'));
        assertThatThrownBy(() -> RecipeFile.read(file))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("recipe.json")
                .hasMessageContaining(reason);
    }

    @ParameterizedTest
    @CsvSource({"NaN", "1e9", "-1e9", "Infinity"})
    void strengthsThatAreNoneAreRefused(double strength) {
        assertThatThrownBy(() -> new Change.Add(strength))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("out of range");
        assertThatThrownBy(() -> new Change.DeltaDecode(strength)).isInstanceOf(UserError.class);
        assertThatThrownBy(() -> new Change.Clamp(strength)).isInstanceOf(UserError.class);
    }

    @Test
    void activationsAreNeverNegative() {
        assertThatThrownBy(() -> new Change.Clamp(-1)).hasMessageContaining("never negative");
    }
}
