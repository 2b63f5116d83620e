package dev.steergraph.ingest.model.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steergraph.core.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstalledTorchTest {

    private static final String BUILT = "2.7.1-20250812";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path torch;

    private Path lib;
    private final Properties properties = new Properties();

    @BeforeEach
    void makeFolder() throws Exception {
        lib = Files.createDirectory(torch.resolve("lib"));
    }

    @Test
    void withoutThePathNothingIsSet() {
        InstalledTorch.prepare(Map.of(), properties, BUILT);
        assertThat(properties).isEmpty();
    }

    @Test
    void theSameVersionIsTakenWithTheGlueForItsDevices() throws Exception {
        Files.writeString(torch.resolve("version.py"), "__all__ = ['x']\n__version__ = '2.7.0+cu126'\ndebug = False\n");
        prepare();
        assertThat(properties).containsOnly(Map.entry("PYTORCH_FLAVOR", "cpu"));
        Files.createFile(lib.resolve(System.mapLibraryName("torch_cuda")));
        prepare();
        assertThat(properties).containsOnly(Map.entry("PYTORCH_FLAVOR", "cu128"));
    }

    @Test
    void aFlavourThatIsNamedStays() {
        InstalledTorch.prepare(
                Map.of("PYTORCH_LIBRARY_PATH", lib.toString(), "PYTORCH_FLAVOR", "cu126"), properties, BUILT);
        assertThat(properties).isEmpty();
    }

    @Test
    void anotherVersionIsRefusedByName() throws Exception {
        Files.writeString(torch.resolve("build-version"), "2.6.0+cu124\n");
        assertThatThrownBy(this::prepare)
                .isInstanceOf(UserError.class)
                .hasMessage(
                        "PYTORCH_LIBRARY_PATH is " + lib + ", which has PyTorch 2.6.0+cu124; this build works with 2.7:"
                                + " install that, or unset it.");
    }

    @Test
    void aPathThatIsNoFolderIsRefused() throws Exception {
        Files.delete(lib);
        assertThatThrownBy(this::prepare)
                .isInstanceOf(UserError.class)
                .hasMessage("PYTORCH_LIBRARY_PATH is " + lib
                        + ", which is no folder; name the lib folder of a PyTorch 2.7," + " or unset it.");
    }

    private void prepare() {
        InstalledTorch.prepare(Map.of("PYTORCH_LIBRARY_PATH", lib.toString()), properties, BUILT);
    }
}
