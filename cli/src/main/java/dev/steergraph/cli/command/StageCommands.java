package dev.steergraph.cli.command;

import dev.steergraph.cli.console.ExitCode;
import dev.steergraph.cli.console.LogFile;
import dev.steergraph.core.UserError;
import dev.steergraph.core.concurrent.Shelf;
import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;

/** Commands of stages, each by itself: nothing of the database or the explorer is loaded with them. */
public final class StageCommands {

    /** Shares of these cost little beside their parts: what they load is kept from one to the next. */
    private static final List<String> LIGHT = List.of("extract", "encode");

    /** Each share of these reads or loads all that it needs. */
    private static final List<String> HEAVY = List.of("correlate", "effects");

    private static final List<String> WHOLE = List.of("train-sae");

    private StageCommands() {}

    /** Whether there is such a command. */
    public static boolean has(String name) {
        return isShared(name) || WHOLE.contains(name);
    }

    /** All of them, for a message. */
    public static String names() {
        return Stream.of(LIGHT, HEAVY, WHOLE).flatMap(List::stream).collect(Collectors.joining(", "));
    }

    /** Whether a command has {@code --part} and {@code --merge}. */
    public static boolean isShared(String name) {
        return LIGHT.contains(name) || HEAVY.contains(name);
    }

    /** Whether many more shares than processes cost little. */
    public static boolean isLight(String name) {
        return LIGHT.contains(name);
    }

    /**
     * Runs a command.
     *
     * @param shelf for what the next share can use
     * @return the exit code
     * @throws UserError if it is none of these stages
     */
    public static int run(String name, Shelf shelf, PrintWriter out, PrintWriter err, List<String> arguments) {
        LogFile log = new LogFile();
        CommandLine line = new CommandLine(command(name, shelf));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setOut(out).setErr(err);
        line.setExecutionExceptionHandler(new ExitCode(log));
        return line.execute(arguments.toArray(String[]::new));
    }

    /** Whether a command has an option. @param option with its hyphens */
    public static boolean hasOption(String name, String option) {
        return new CommandLine(command(name, Shelf.none())).getCommandSpec().findOption(option) != null;
    }

    private static SteerGraphCommand command(String name, Shelf shelf) {
        return switch (name) {
            case "extract" -> new ExtractCommand(shelf);
            case "encode" -> new EncodeCommand(shelf);
            case "effects" -> new EffectsCommand();
            case "train-sae" -> new TrainSaeCommand();
            case "correlate" -> new CorrelateCommand();
            default -> throw new UserError("\"" + name + "\" is none of these stages: " + names() + ".");
        };
    }
}
