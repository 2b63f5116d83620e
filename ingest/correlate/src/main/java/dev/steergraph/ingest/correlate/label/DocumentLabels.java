package dev.steergraph.ingest.correlate.label;

import dev.steergraph.core.UserError;
import dev.steergraph.core.io.FileFault;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.run.RunTokens;
import dev.steergraph.core.text.Document;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Which labels documents have. A document without any takes no part: nobody has said what it is.
 *
 * @param names of the labels, ascending
 * @param of of each document, by number, places of its labels among the names, ascending; none for a document that takes no part
 */
public record DocumentLabels(List<String> names, int[][] of) {

    /** More are identifiers, or texts, rather than labels. */
    private static final int MOST = 1000;

    /** @param labels of each document @throws UserError if there are more labels than features can sensibly be sorted by */
    public static DocumentLabels of(List<List<String>> labels) {
        TreeSet<String> all = new TreeSet<>();
        labels.forEach(all::addAll);
        if (all.size() > MOST) {
            throw new UserError("The documents have " + all.size() + " different labels, more than the " + MOST
                    + " that features are correlated with; group them, or take another field for the labels.");
        }
        List<String> names = List.copyOf(all);
        int[][] of = new int[labels.size()][];
        for (int d = 0; d < of.length; d++) {
            of[d] = labels.get(d).stream()
                    .distinct()
                    .mapToInt(names::indexOf)
                    .sorted()
                    .toArray();
        }
        return new DocumentLabels(names, of);
    }

    /** The categories of a run's corpus. @throws UserError if it has none */
    public static DocumentLabels ofCategories(RunDirectory run) throws IOException {
        List<List<String>> labels = new ArrayList<>();
        boolean any = false;
        for (Document document : RunTokens.documents(run)) {
            String category = document.category();
            labels.add(category == null ? List.of() : List.of(category));
            any |= category != null;
        }
        if (!any) {
            throw new UserError("The documents of run " + run.root() + " have no categories; give a file of labels, or"
                            + " extract the run with a field that is the category.")
                    .in("labels");
        }
        return of(labels);
    }

    /**
     * A text file with a document and a label in each line, a tab between them: the document by its id, such as {@code
     * notes.txt:17}, or by its number in the run; a document may have several lines.
     *
     * @throws UserError if a line has another form, or names no document of the run
     */
    public static DocumentLabels read(Path file, RunDirectory run) throws IOException {
        List<Document> documents = RunTokens.documents(run);
        Map<String, Integer> numbers = new HashMap<>();
        List<List<String>> labels = new ArrayList<>();
        for (int d = 0; d < documents.size(); d++) {
            numbers.put(Integer.toString(d), d);
            labels.add(new ArrayList<>());
        }
        for (int d = 0; d < documents.size(); d++) {
            numbers.put(documents.get(d).id(), d);
        }
        int line = 0;
        for (String text : FileFault.reading(file, () -> Files.readAllLines(file, StandardCharsets.UTF_8))) {
            line++;
            if (text.isBlank()) {
                continue;
            }
            String[] parts = text.split("\t", -1);
            if (parts.length != 2 || parts[1].isBlank()) {
                throw new UserError(file + ", line " + line + ": a document, a tab and a label were expected, \"" + text
                        + "\" was found.");
            }
            Integer number = numbers.get(parts[0].strip());
            if (number == null) {
                throw new UserError(file + ", line " + line + ": run " + run.root() + " has no document " + parts[0]
                        + "; name documents by id or by number, 0 to " + (documents.size() - 1) + ".");
            }
            labels.get(number).add(parts[1].strip());
        }
        return of(labels);
    }

    /** Whether a document takes part. */
    public boolean has(int document) {
        return document < of.length && of[document].length > 0;
    }

    /** Those of some documents, by ordinal. @param documents int[n], their numbers */
    int[][] at(int... documents) {
        return Arrays.stream(documents).mapToObj(d -> of[d]).toArray(int[][]::new);
    }
}
