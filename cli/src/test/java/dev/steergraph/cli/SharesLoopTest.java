package dev.steergraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steergraph.core.run.Part;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.stage.Stages;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The loop of docs/distributed.md, on less text: processes that know nothing of each other, one of which is killed. */
@Timeout(600)
class SharesLoopTest {

    private static final Pattern LOOP =
            Pattern.compile("(?m)^    (for i in 0 1 2 3;.*\\R    \\./steergraph .*--merge)$");
    private static final int SIGKILL_CODE = 137;

    @TempDir
    private Path folder;

    private Process shell(String script) throws IOException {
        Path program = folder.resolve("steergraph");
        Files.writeString(
                program,
                "#!/bin/sh\nexec '" + Path.of(System.getProperty("java.home"), "bin", "java") + "' -Xmx1g -cp '"
                        + System.getProperty("java.class.path") + "' dev.steergraph.cli.Main \"$@\"\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", script)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out").toFile());
        builder.environment().put("OMP_NUM_THREADS", "1");
        builder.environment().put("STEERGRAPH_HOME", folder.resolve("home").toString());
        return builder.start();
    }

    private void succeeds(String script) throws Exception {
        Process process = shell(script);
        assertThat(process.waitFor())
                .as("%s", Files.readString(folder.resolve("out")))
                .isZero();
    }

    private static List<Part> parts(Path run) throws IOException {
        return RunDirectory.view(run).finished(Stages.EXTRACT).parts();
    }

    @Test
    void aLoopOfSharesMakesTheBytesOfOneProcess() throws Exception {
        Matcher loop = LOOP.matcher(Files.readString(Path.of("..", "docs", "distributed.md"), StandardCharsets.UTF_8));
        assertThat(loop.find()).isTrue();
        // Twenty-four hook points make parts of some 3,600 rows, so that there are several.
        String script = loop.group(1)
                .replace("--tokens 40k", "--tokens 12k")
                .replace("--layers 1,3", "--layers 0-5 --hooks resid_pre,resid_post,attn_out,mlp_out");
        String one = script.substring(script.indexOf("./steergraph"), script.indexOf(" --part"));
        succeeds(one.replace("runs/big", "runs/one"));
        List<Part> expected = parts(folder.resolve("runs/one"));
        assertThat(expected.stream().filter(part -> part.path().startsWith("tokens/part-")))
                .hasSizeGreaterThan(3);

        Process killed = shell("exec " + one + " --part 0/1");
        Path receipts = folder.resolve("runs/big/receipts/extract");
        while (killed.isAlive() && !Files.exists(receipts.resolve("tokens+part-00000.safetensors.json"))) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
        assertThat(killed.destroyForcibly().waitFor()).isEqualTo(SIGKILL_CODE);
        succeeds("set -e\n" + script);
        assertThat(parts(folder.resolve("runs/big"))).isEqualTo(expected);
        assertThat(folder.resolve("runs/big/receipts")).doesNotExist();
    }
}
