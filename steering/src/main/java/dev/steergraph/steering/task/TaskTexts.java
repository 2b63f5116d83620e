package dev.steergraph.steering.task;

import dev.steergraph.core.UserError;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.run.RunTokens;
import dev.steergraph.core.text.Document;
import dev.steergraph.ingest.correlate.activation.Documents;
import dev.steergraph.ingest.correlate.label.DocumentLabels;
import dev.steergraph.steering.half.FirstHalf;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;

/**
 * The run's documents that have a label, in three parts: of the first half those that prompt, prior and features are chosen on,
 * of the other a third to choose strengths on, and the rest, on which the result is.
 *
 * @param labels both, the one that is steered towards first
 */
record TaskTexts(List<String> labels, List<Document> documents, int[] train, int[] validation, int[] test) {

    /** @throws UserError if the documents have not two labels, or there are too few */
    static TaskTexts of(RunDirectory run, FirstHalf half, String towards, long seed) throws IOException {
        List<Document> documents = RunTokens.documents(run);
        List<String> names = DocumentLabels.ofCategories(run).names();
        if (names.size() != 2) {
            throw new UserError("The documents of run " + run.root() + " have the categories " + shown(names)
                    + "; a task has two, so extract texts that have one of two.");
        }
        if (!names.contains(towards)) {
            throw new UserError("The documents of run " + run.root() + " have the categories " + names + ", none of"
                            + " which is " + towards + "; steer towards one of them.")
                    .in("towards");
        }
        List<String> labels = new ArrayList<>(new TreeSet<>(names));
        labels.remove(towards);
        labels.add(0, towards);
        int[] document = RunTokens.read(run).document();
        Documents all = Documents.of(document);
        int[] first = new int[all.count()];
        int[] second = new int[all.count()];
        int a = 0;
        int b = 0;
        for (int ordinal : shuffled(all.count(), seed)) {
            int number = document[all.starts()[ordinal]];
            if (documents.get(number).category() != null) {
                if (half.contains(ordinal)) {
                    first[a++] = number;
                } else {
                    second[b++] = number;
                }
            }
        }
        int third = b / 3;
        if (a < 10 || third < 10) {
            throw new UserError("Run " + run.root() + " has " + (a + b)
                    + " documents with a category, too few to choose on some and test on others; extract 60 or more.");
        }
        return new TaskTexts(
                labels,
                documents,
                Arrays.copyOf(first, a),
                Arrays.copyOf(second, third),
                Arrays.copyOfRange(second, third, b));
    }

    private static String shown(List<String> names) {
        return names.size() > 5 ? names.subList(0, 5) + " and " + (names.size() - 5) + " more" : names.toString();
    }

    private static int[] shuffled(int n, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] order = new int[n];
        for (int k = 0; k < n; k++) {
            int other = random.nextInt(k + 1);
            order[k] = order[other];
            order[other] = k;
        }
        return order;
    }

    String text(int document) {
        return documents.get(document).text();
    }

    /** Whether documents have the label that is steered towards. */
    boolean[] isFirst(int... of) {
        boolean[] first = new boolean[of.length];
        for (int i = 0; i < of.length; i++) {
            first[i] = labels.get(0).equals(documents.get(of[i]).category());
        }
        return first;
    }
}
