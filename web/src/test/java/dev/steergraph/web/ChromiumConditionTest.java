package dev.steergraph.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.io.TempDir;

class ChromiumConditionTest {

    @Test
    void withoutABrowserTestsAreSkippedInOneLine(@TempDir Path folder) {
        ChromiumFiles nowhere = new ChromiumFiles(folder.resolve("chromium"), folder.resolve("chromedriver"));
        ConditionEvaluationResult result = ChromiumCondition.evaluate(nowhere, false);
        assertThat(result.isDisabled()).isTrue();
        assertThat(result.getReason().orElseThrow())
                .contains(folder.resolve("chromium") + " and", "steergraph.chromedriver")
                .hasLineCount(1);
        assertThat(ChromiumCondition.evaluate(nowhere, true).isDisabled())
                .as("where a browser is required")
                .isFalse();
    }

    @Test
    void withABrowserTestsRun(@TempDir Path folder) throws Exception {
        Path program = Files.createFile(
                folder.resolve("program"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        assertThat(ChromiumCondition.evaluate(new ChromiumFiles(program, program), false)
                        .isDisabled())
                .isFalse();
    }
}
