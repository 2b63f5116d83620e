package dev.steergraph.cli.command;

import dev.steergraph.cli.check.Doctor;
import dev.steergraph.cli.check.Finding;
import dev.steergraph.cli.console.ExitCode;
import dev.steergraph.cli.option.Neo4jOptions;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = "Checks Java, native libraries, devices, ports, disk and Neo4j.",
        footer = {"", "Example:", "  steergraph doctor"})
final class DoctorCommand extends SteerGraphCommand {

    @Mixin
    private Neo4jOptions neo4j;

    @Override
    public Integer call() throws IOException {
        List<Finding> findings = new Doctor(home(), () -> neo4j.target(home())).examine();
        StringBuilder text = new StringBuilder();
        for (Finding finding : findings) {
            text.append(String.format(
                    Locale.ROOT, "%s %-11s %s%n", finding.ok() ? "✓" : "✗", finding.check(), finding.found()));
        }
        print(findings, text.toString().stripTrailing());
        return findings.stream().allMatch(Finding::ok) ? 0 : ExitCode.FAILURE;
    }
}
