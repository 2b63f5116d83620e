package dev.steergraph.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steergraph.core.UserError;
import dev.steergraph.core.codes.Codes;
import dev.steergraph.core.codes.CodesFile;
import dev.steergraph.core.id.HookPoint;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsTest {

    private static final Codes CODES = new Codes(
            HookPoint.residPost(3), 8, 3, new long[] {0, 2, 2, 3}, new int[] {1, 5, 7}, new float[] {0.5f, 2, 3.25f});
    private static final int[] DOCUMENT = {0, 0, 1};

    @TempDir
    private Path folder;

    @Test
    void readsWhatTheReferenceImplementationWrote() throws IOException {
        // reference.safetensors was written by reference.py with the Python package safetensors.
        Path file = folder.resolve("reference.safetensors");
        try (InputStream in = SafetensorsTest.class.getResourceAsStream("reference.safetensors")) {
            Files.copy(in, file);
        }
        Safetensors opened = Safetensors.open(file);
        assertThat(opened.metadata()).containsEntry("made_by", "safetensors");
        float[] values = new float[6];
        Tensor floats = opened.tensor("floats", DType.F32, 2);
        floats.data().asFloatBuffer().get(values);
        assertThat(floats.shape()).containsExactly(2, 3);
        assertThat(values).containsExactly(0.5f, -1, 2, 3.25f, 0, 1e-30f);
        long[] longs = new long[2];
        opened.tensor("longs", DType.I64, 1).data().asLongBuffer().get(longs);
        assertThat(longs).containsExactly(-5, 1L << 40);
    }

    @Test
    void codesComeBackFromSeveralParts() throws IOException {
        Path one = folder.resolve("one");
        Path two = folder.resolve("two");
        CodesFile.write(one, CODES, DOCUMENT);
        CodesFile.write(two, CODES, new int[] {2, 3, 3});
        CodesFile.Content both = CodesFile.read(List.of(one, two));
        assertThat(both.codes().hook()).isEqualTo(HookPoint.residPost(3));
        assertThat(both.codes().rows()).isEqualTo(6);
        assertThat(both.codes().indptr()).containsExactly(0, 2, 2, 3, 5, 5, 6);
        assertThat(both.codes().indices()).containsExactly(1, 5, 7, 1, 5, 7);
        assertThat(both.codes().values()).containsExactly(0.5f, 2, 3.25f, 0.5f, 2, 3.25f);
        assertThat(both.document()).containsExactly(0, 0, 1, 2, 3, 3);
    }

    @Test
    void everyTruncationIsRefusedInOneSentence() throws IOException {
        Path whole = folder.resolve("whole");
        CodesFile.write(whole, CODES, DOCUMENT);
        byte[] bytes = Files.readAllBytes(whole);
        for (int length = 0; length < bytes.length; length++) {
            Path cut = folder.resolve("cut");
            Files.write(cut, Arrays.copyOf(bytes, length));
            assertThatThrownBy(() -> CodesFile.read(List.of(cut)))
                    .as("%d of %d bytes", length, bytes.length)
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining(cut.toString());
        }
    }

    @Test
    void contradictionsAreRefused() throws IOException {
        refused(new int[] {5, 1, 7}, "ascending");
        refused(new int[] {1, 9, 7}, "below 8");
        refused(new int[] {1, 1, 7}, "ascending");
        Path other = folder.resolve("other");
        Safetensors.write(other, Map.of("format", "steergraph.codes", "version", "2"), List.of());
        assertThatThrownBy(() -> CodesFile.read(List.of(other)))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("\"version\" should be 1, it is 2");
        assertThatThrownBy(() -> CodesFile.read(List.of(folder.resolve("nothing"))))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("does not exist");
    }

    /** Sizes that only the metadata claim are compared with what is there before anything is allocated for them. */
    @Test
    void sizesThatTheTensorsDoNotHaveAreRefused() throws IOException {
        claimed("2000000000", "3", "2000000000 features (d_sae), more than the 16777216");
        claimed("8", "2000000000", "indptr should have 2000000001 entries from 0 to the 3 values; it has 4");
        claimed("8", "2147483647", "indptr should have 2147483648 entries");
        claimed("8", "4", "indptr should have 5 entries");
        claimed("-8", "3", "\"d_sae\" should be a whole number from 0 to 2147483647, it is -8");
        claimed("8", "99999999999", "\"rows\" should be a whole number");
        claimed("6", "3", "below 6");
    }

    private void claimed(String dSae, String rows, String why) throws IOException {
        Path file = folder.resolve("claimed");
        Map<String, String> metadata = new TreeMap<>(Map.of(
                "format",
                "steergraph.codes",
                "version",
                "1",
                "d_sae",
                dSae,
                "rows",
                rows,
                "hook",
                CODES.hook().toString()));
        Safetensors.write(
                file,
                metadata,
                List.of(
                        Tensor.of("indptr", CODES.indptr()),
                        Tensor.of("indices", CODES.indices()),
                        Tensor.of("values", CODES.values(), CODES.values().length),
                        Tensor.of("document", DOCUMENT)));
        assertThatThrownBy(() -> CodesFile.read(List.of(file)))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining(why);
    }

    @Test
    void partsThatContradictEachOtherAreRefused() throws IOException {
        Path one = folder.resolve("one");
        CodesFile.write(one, CODES, DOCUMENT);
        Path wide = folder.resolve("wide");
        CodesFile.write(wide, new Codes(CODES.hook(), 9, 3, CODES.indptr(), CODES.indices(), CODES.values()), DOCUMENT);
        assertThatThrownBy(() -> CodesFile.read(List.of(one, wide)))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(wide + ": d_sae should be 8, as in one, it is 9");
        Path other = folder.resolve("other-hook");
        CodesFile.write(
                other,
                new Codes(HookPoint.residPost(4), 8, 3, CODES.indptr(), CODES.indices(), CODES.values()),
                DOCUMENT);
        assertThatThrownBy(() -> CodesFile.read(List.of(one, other)))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("hook should be blocks.3.hook_resid_post, as in one, it is blocks.4");
    }

    @Test
    void aSealedFileIsReadOnlyAsItWasWritten() throws IOException {
        Path file = folder.resolve("sealed");
        Safetensors.writeSealed(
                file,
                Map.of("step", "12"),
                List.of(Tensor.of("indices", CODES.indices()), Tensor.of("document", DOCUMENT)));
        Safetensors.open(file).requireSeal();
        byte[] written = Files.readAllBytes(file);
        for (int i = 8; i < written.length; i++) {
            byte[] changed = written.clone();
            changed[i] ^= 1;
            if (written[i] != ' ') {
                Files.write(file, changed);
                assertThatThrownBy(() -> Safetensors.open(file).requireSeal())
                        .as("byte %d", i)
                        .isInstanceOf(UserError.class)
                        .hasMessageContaining(file.toString());
            }
        }
    }

    @Test
    void codesThatDoNotSayWhereTheyAreFromAreRefused() throws IOException {
        Path file = folder.resolve("nameless");
        Map<String, String> metadata = new TreeMap<>(
                Map.of("format", "steergraph.codes", "version", "1", "d_sae", "8", "rows", "3", "hook", "layer 3"));
        List<Tensor> tensors = List.of(
                Tensor.of("indptr", CODES.indptr()),
                Tensor.of("indices", CODES.indices()),
                Tensor.of("values", CODES.values(), CODES.values().length),
                Tensor.of("document", DOCUMENT));
        Safetensors.write(file, metadata, tensors);
        assertThatThrownBy(() -> CodesFile.read(List.of(file)))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("nameless: metadata \"hook\" should be a hook point")
                .hasMessageContaining("it is layer 3");
        metadata.put("hook", "blocks.3.hook_resid_post");
        Safetensors.write(file, metadata, tensors.subList(0, 3));
        assertThatThrownBy(() -> CodesFile.read(List.of(file)))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("has no tensor \"document\"");
        Safetensors.write(file, metadata, tensors);
        assertThat(CodesFile.read(List.of(file)).codes().hook()).isEqualTo(HookPoint.residPost(3));
    }

    private void refused(int[] indices, String why) throws IOException {
        Path file = folder.resolve("bad");
        Codes codes = new Codes(CODES.hook(), 8, 3, CODES.indptr(), indices, CODES.values());
        CodesFile.write(file, codes, DOCUMENT);
        assertThatThrownBy(() -> CodesFile.read(List.of(file)))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(why);
    }
}
