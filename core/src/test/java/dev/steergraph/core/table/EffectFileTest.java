package dev.steergraph.core.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steergraph.core.UserError;
import dev.steergraph.core.id.FeatureSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables of effects and of the tokens that go with them: what was written comes back, and damage is told. */
class EffectFileTest {

    /** Layer 3 has two sets, whose names are not in the order of their sites. */
    private static final FeatureSpace SPACE = FeatureSpace.of(
            List.of(new FeatureSet(1, "res"), new FeatureSet(3, "mlp-wide"), new FeatureSet(3, "a")),
            new int[] {3, 6, 2});

    private static final EffectList EFFECTS = new EffectList(
            SPACE,
            new int[] {0, 0, 5},
            new int[] {2, 9, 10},
            new double[] {0.5, -1.25, 0},
            new double[] {0.1, 0.5, 0},
            new int[] {31, 31, 31},
            new double[] {0.7, -0.4, 0.01},
            new double[] {0.2, Double.NaN, -0.3},
            new double[] {0.5, 0.5, 0.5},
            new int[] {1, 1, 0});

    private static final List<EffectToken> TOKENS = List.of(
            new EffectToken(0, 1, 7, " church", 2.5),
            new EffectToken(0, 2, 9, "\u00e9\"", 2.25),
            new EffectToken(0, -1, 3, "", -1.5),
            new EffectToken(9, 1, 3, "\n", 0.5));

    @TempDir
    private Path folder;

    @Test
    void everyColumnOfAnEffectComesBack() {
        Path file = folder.resolve("effects.parquet");
        EffectFile.write(file, EFFECTS);
        assertThat(EffectFile.read(file, SPACE))
                .usingRecursiveComparison()
                .withComparatorForType(Double::compare, Double.class)
                .isEqualTo(EFFECTS);
        assertThat(EFFECTS.z(1)).isEqualTo(-2.5);
        assertThat(EFFECTS.z(2)).isZero();
    }

    @Test
    void anEmptyTableComesBack() {
        Path file = folder.resolve("effects.parquet");
        EffectFile.write(file, EffectList.ofSize(SPACE, 0));
        assertThat(EffectFile.read(file, SPACE).size()).isZero();
        Path tokens = folder.resolve("tokens.parquet");
        EffectTokenFile.write(tokens, SPACE, List.of());
        assertThat(EffectTokenFile.read(tokens, SPACE)).isEmpty();
    }

    @Test
    void tokensComeBackInTheirOrder() {
        Path file = folder.resolve("tokens.parquet");
        EffectTokenFile.write(file, SPACE, TOKENS);
        assertThat(EffectTokenFile.read(file, SPACE)).isEqualTo(TOKENS);
    }

    @Test
    void damagedFilesAreToldInOneSentence() throws IOException {
        Path effects = folder.resolve("effects.parquet");
        EffectFile.write(effects, EFFECTS);
        Path tokens = folder.resolve("tokens.parquet");
        EffectTokenFile.write(tokens, SPACE, TOKENS);
        for (Path file : List.of(effects, tokens)) {
            byte[] bytes = Files.readAllBytes(file);
            Files.write(file, Arrays.copyOf(bytes, bytes.length - 9));
        }
        mistake(effects, () -> EffectFile.read(effects, SPACE));
        mistake(tokens, () -> EffectTokenFile.read(tokens, SPACE));
        Files.delete(effects);
        assertThatThrownBy(() -> EffectFile.read(effects, SPACE))
                .isInstanceOf(UserError.class)
                .hasMessage("there is no file " + effects + "; measure the effects first");
    }

    @Test
    void effectsOfOtherFeaturesAreRefused() {
        Path effects = folder.resolve("effects.parquet");
        EffectFile.write(effects, EFFECTS);
        Path tokens = folder.resolve("tokens.parquet");
        EffectTokenFile.write(tokens, SPACE, TOKENS);
        FeatureSpace others = FeatureSpace.of(
                List.of(new FeatureSet(1, "res"), new FeatureSet(3, "mlp-wide"), new FeatureSet(3, "b")),
                new int[] {3, 6, 2});
        mistake(effects, () -> EffectFile.read(effects, others));
        mistake(tokens, () -> EffectTokenFile.read(tokens, others));
    }

    private static void mistake(Path file, ThrowingCallable reading) {
        assertThatThrownBy(reading)
                .isInstanceOf(UserError.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("measure the effects again")
                .hasMessageNotContaining("\n");
    }

    @Test
    void theDocumentationListsTheColumns() throws IOException {
        assertThat(TableColumnTest.documented("`effects.parquet`"))
                .isEqualTo(TableColumnTest.rows(EffectColumn.values()));
        assertThat(TableColumnTest.documented("`tokens.parquet`"))
                .isEqualTo(TableColumnTest.rows(EffectTokenColumn.values()));
    }
}
