package dev.steergraph.spark;

import dev.steergraph.cli.command.StageCommands;
import dev.steergraph.core.UserError;
import dev.steergraph.core.concurrent.Shelf;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;

/** A command of a stage, run in this process. */
final class StageRun {

    private static final int MISTAKE = 2;
    private static final String SPEAKER = "steergraph: ";

    private StageRun() {}

    /**
     * @param shelf for what the next share can use
     * @throws UserError if the command was not what it should be
     * @throws IllegalStateException with what the command said, if it fails
     */
    static void of(Step step, Shelf shelf) {
        StringWriter said = new StringWriter();
        int code = StageCommands.run(
                step.command(),
                shelf,
                new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                new PrintWriter(said, true),
                step.arguments());
        String text = said.toString().strip();
        text = text.startsWith(SPEAKER) ? text.substring(SPEAKER.length()) : text;
        if (code == MISTAKE) {
            throw new UserError(text);
        }
        if (code != 0) {
            throw new IllegalStateException(step.command() + " ended with " + code + ": " + text);
        }
    }
}
