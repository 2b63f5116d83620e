package dev.steergraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steergraph.cli.command.RootCommand;
import dev.steergraph.cli.console.LogFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** The documentation against the product: links lead somewhere, commands exist with the options that are named. */
class DocumentationTest {

    private static final Path ROOT = Path.of("..");
    private static final int README_BYTES = 8_000;
    private static final Pattern CODE = Pattern.compile("(?m)^ {4}.*$");
    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");
    private static final Pattern COMMAND = Pattern.compile("(?:\\./|(?<=`))steergraph ([^`\\n&|]+)");
    private static final Pattern OPTION = Pattern.compile("(?<=\\s)(--?[a-z][a-z0-9-]*)");

    static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>();
        for (Path folder : List.of(ROOT, ROOT.resolve("docs"), ROOT.resolve("docs/decisions"), ROOT.resolve("bench"))) {
            try (Stream<Path> files = Files.list(folder)) {
                files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(pages::add);
            }
        }
        return pages;
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyLinkLeadsToAFileOrAHeading(Path page) throws IOException {
        List<String> broken = new ArrayList<>();
        String prose = CODE.matcher(Files.readString(page)).replaceAll("");
        for (MatchResult link : LINK.matcher(prose).results().toList()) {
            String target = link.group(1);
            if (!target.startsWith("http") && !leadsSomewhere(page, target)) {
                broken.add(target);
            }
        }
        assertThat(broken).isEmpty();
    }

    private static boolean leadsSomewhere(Path page, String target) throws IOException {
        String[] parts = target.split("#", 2);
        Path file = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]);
        return Files.exists(file) && (parts.length == 1 || headings(file).contains(parts[1]));
    }

    /** As GitHub makes addresses of them. */
    private static Set<String> headings(Path page) throws IOException {
        return HEADING.matcher(CODE.matcher(Files.readString(page)).replaceAll(""))
                .results()
                .map(heading -> heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N}_ -]", "")
                        .replace(' ', '-'))
                .collect(Collectors.toSet());
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyCommandExistsWithItsOptions(Path page) throws IOException {
        Map<String, CommandLine> commands =
                RootCommand.commandLine(new LogFile()).getSubcommands();
        List<String> unknown = new ArrayList<>();
        String lines = Files.readString(page).replaceAll("\\\\\\n\\s*", "");
        for (MatchResult found : COMMAND.matcher(lines).results().toList()) {
            String said = found.group(1).replaceFirst("\\s+#.*", "");
            CommandLine command = commands.get(said.split("\\s+")[0]);
            if (command == null) {
                unknown.add(said);
                continue;
            }
            OPTION.matcher(said.replaceAll("'[^']*'", "''"))
                    .results()
                    .map(option -> option.group(1))
                    .filter(option -> command.getCommandSpec().findOption(option) == null)
                    .forEach(option -> unknown.add(option + " of " + said));
        }
        assertThat(unknown).isEmpty();
    }

    @Test
    void theReadmeStaysShort() throws IOException {
        assertThat(Files.size(ROOT.resolve("README.md"))).isLessThanOrEqualTo(README_BYTES);
    }
}
