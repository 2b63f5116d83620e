package dev.steergraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchCodesCommandTest {

    @TempDir
    private Path folder;

    @Test
    void whatItPlantsCorrelateFinds() throws IOException {
        String run = folder.resolve("planted").toString();
        JsonNode drawn = json(
                "bench-codes",
                "--features",
                "256",
                "--layers",
                "2",
                "--rows",
                "20k",
                "--active",
                "6",
                "--out",
                run,
                "--json");
        assertThat(drawn.get("planted").asInt()).isEqualTo(4);
        JsonNode correlated = json("correlate", "--run", run, "--json");
        assertThat(correlated.get("rows").asInt()).isEqualTo(20_000);
        assertThat(correlated.get("edges").asInt()).isEqualTo(4);
    }

    private JsonNode json(String... arguments) throws IOException {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] all = new String[arguments.length + 2];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        all[arguments.length] = "--home";
        all[arguments.length + 1] = folder.resolve("home").toString();
        int code = Main.run(new PrintWriter(out, true), new PrintWriter(err, true), all);
        assertThat(code).as(err.toString()).isZero();
        return new ObjectMapper().readTree(out.toString());
    }
}
