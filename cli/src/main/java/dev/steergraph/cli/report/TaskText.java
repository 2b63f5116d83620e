package dev.steergraph.cli.report;

import dev.steergraph.steering.task.Accuracy;
import dev.steergraph.steering.task.TaskResult;
import dev.steergraph.steering.task.TaskResult.Outcome;
import java.util.List;
import java.util.Locale;

/** A task's outcome for the terminal. */
public final class TaskText {

    private TaskText() {}

    public static String of(TaskResult result) {
        StringBuilder text = new StringBuilder(line(
                "Towards %s, not %s; %d texts to choose the prompt on, %d to choose strengths on, %d to test.",
                result.towards(), result.other(), result.train(), result.validationTexts(), result.testTexts()));
        for (TaskResult.Tried one : result.questions()) {
            text.append(line(
                    "%naccuracy %.3f, says %s %.2f, cut at %+.2f: %s%s",
                    one.accuracy(),
                    result.towards(),
                    one.saysTowards(),
                    one.margin(),
                    one.chat() ? "chat: " : "",
                    one.prompt().replace("\n", "\\n")));
        }
        for (TaskResult.Chosen one : result.features()) {
            text.append(line(
                    "%nfeature %s: r %.3f, AUROC %.3f, largest activation %.1f, %d neighbours",
                    one.feature(), one.r(), one.auroc(), one.max(), one.neighbours()));
        }
        table(text, result, "validation", result.validation());
        table(text, result, "test", result.results());
        return text.toString();
    }

    private static void table(StringBuilder text, TaskResult result, String name, List<Outcome> outcomes) {
        text.append(line(
                "%n%n%-22s %5s  %8s  %-14s  %7s  %-17s  %12s  %12s  %5s  %s",
                name,
                "k",
                "accuracy",
                "95%",
                "change",
                "95%",
                "right→wrong",
                "wrong→right",
                "SER",
                "KL, says " + result.towards()));
        if (name.equals("test")) {
            row(text, "none", result.unsteered());
        }
        for (Outcome outcome : outcomes) {
            row(text, outcome.arm() + (outcome.features() > 1 ? ", " + outcome.features() + " features" : ""), outcome);
        }
    }

    private static void row(StringBuilder text, String name, Outcome outcome) {
        Accuracy accuracy = outcome.accuracy();
        Double k = outcome.k();
        Double ser = accuracy.ser();
        text.append(line(
                "%n%-22s %5s  %8.3f  [%.3f, %.3f]  %+7.3f  [%+.3f, %+.3f]  %12d  %12d  %5s  %.4f, %.2f",
                name,
                k == null ? "-" : k.toString(),
                accuracy.accuracy(),
                accuracy.low(),
                accuracy.high(),
                accuracy.change(),
                accuracy.changeLow(),
                accuracy.changeHigh(),
                accuracy.toWrong(),
                accuracy.toRight(),
                ser == null ? "-" : line("%.2f", ser),
                outcome.kl(),
                outcome.says()));
    }

    private static String line(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
