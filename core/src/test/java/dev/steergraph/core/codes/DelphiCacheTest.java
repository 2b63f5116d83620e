package dev.steergraph.core.codes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steergraph.core.UserError;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.io.DType;
import dev.steergraph.core.io.Safetensors;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Caches by make_delphi.py. */
class DelphiCacheTest {

    private static final HookPoint HOOK = HookPoint.residPost(3);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"layers.3, true", "layers.4.mlp, false"})
    void codesAreThoseOfTheDenseArray(String name, boolean withTokens) throws Exception {
        Path cache = fixture(name);
        assertThat(DelphiCache.isOne(cache)).isTrue();
        DelphiCache.Content content = DelphiCache.read(cache, HOOK);
        Safetensors expected = Safetensors.open(cache.resolve("expected.safetensors"));
        FloatBuffer dense = expected.tensor("codes", DType.F32, 2).data().asFloatBuffer();
        Codes codes = content.codes();
        assertThat(codes.rows()).isEqualTo(48);
        assertThat(codes.dSae()).isEqualTo(23);
        assertThat(codes.hook()).isEqualTo(HOOK);
        int fires = 0;
        for (int r = 0; r < 48; r++) {
            for (int f = 0; f < 23; f++) {
                assertThat(codes.value(r, f)).isEqualTo(dense.get(r * 23 + f));
                fires += dense.get(r * 23 + f) > 0 ? 1 : 0;
            }
            assertThat(content.document()[r]).isEqualTo(r / 8);
        }
        assertThat(codes.values()).hasSize(fires);
        assertThat(fires).isGreaterThan(50);
        assertThat(content.context()).isEqualTo(8);
        if (withTokens) {
            int[] tokens = new int[48];
            expected.tensor("tokens", DType.I32, 1).data().asIntBuffer().get(tokens);
            assertThat(content.tokens()).isEqualTo(tokens);
        } else {
            assertThat(content.tokens()).isNull();
        }
    }

    @Test
    void whatIsMissingOrDamagedIsNamed() throws Exception {
        for (Path file : Files.list(fixture("layers.3")).toList()) {
            Files.copy(file, folder.resolve(file.getFileName()));
        }
        assertThat(DelphiCache.isOne(folder)).isTrue();
        Path second = folder.resolve("4_8.safetensors");
        byte[] bytes = Files.readAllBytes(second);
        Files.delete(second);
        refused("a file that begins with latent 4 was expected, 9_12.safetensors was found");
        Files.write(second, Arrays.copyOf(bytes, bytes.length - 3));
        refused("4_8.safetensors is truncated");
        byte[] moved = bytes.clone();
        Safetensors whole = Safetensors.open(fixture("layers.3").resolve("4_8.safetensors"));
        int nnz = (int) whole.tensor("activations", DType.F16, 1).size();
        // locations are the last tensor that safetensors writes but for tokens; the first number is a sequence.
        int at = indexOf(bytes, whole, nnz);
        moved[at] = 99;
        Files.write(second, moved);
        refused("outside of 6 sequences, 8 tokens and 5 latents");
        assertThatThrownBy(() -> DelphiCache.read(Files.createDirectory(folder.resolve("empty")), HOOK))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("is no cache of delphi");
    }

    private static int indexOf(byte[] bytes, Safetensors file, int nnz) throws Exception {
        var locations = file.tensor("locations", DType.U16, 2).data();
        byte[] wanted = new byte[6 * nnz];
        locations.get(wanted);
        for (int at = 0; ; at++) {
            if (Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length)) {
                return at;
            }
        }
    }

    private void refused(String sentence) {
        assertThatThrownBy(() -> DelphiCache.read(folder, HOOK))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(sentence);
    }

    private static Path fixture(String name) throws Exception {
        return Path.of(DelphiCache.class.getResource(name).toURI());
    }
}
