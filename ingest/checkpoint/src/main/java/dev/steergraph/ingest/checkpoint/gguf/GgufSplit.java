package dev.steergraph.ingest.checkpoint.gguf;

import dev.steergraph.core.UserError;
import dev.steergraph.ingest.checkpoint.StoredTensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Files that llama.cpp's {@code gguf-split} made of one: {@code NAME-00001-of-00003.gguf} and so on. All values but those
 * of the splitting are in the first.
 */
final class GgufSplit {

    private static final String NUMBER = "split.no";
    private static final String COUNT = "split.count";
    private static final Pattern NAME = Pattern.compile("(.*)-(\\d{5})-of-(\\d{5})\\.gguf");

    private GgufSplit() {}

    /** The whole of which a file is the first part, or the file if it is whole. */
    static GgufFile join(GgufFile first) {
        Integer count = first.metadata().whole(COUNT);
        if (count == null || count <= 1) {
            return first;
        }
        Path path = first.path();
        Matcher name = NAME.matcher(Objects.requireNonNull(path.getFileName()).toString());
        if (!name.matches() || Integer.parseInt(name.group(3)) != count) {
            throw new UserError(path + " is one of " + count + " parts of a file; they should be named NAME-00001-of-"
                    + five(count) + ".gguf and so on, as they were.");
        }
        if (!Integer.valueOf(0).equals(first.metadata().whole(NUMBER))) {
            throw new UserError(path + " is a later part of a file that was split; give the first, "
                    + part(name.group(1), 1, count) + ".");
        }
        Map<String, StoredTensor> tensors = new LinkedHashMap<>(first.tensors());
        for (int number = 2; number <= count; number++) {
            Path other = path.resolveSibling(part(name.group(1), number, count));
            if (!Files.isRegularFile(other)) {
                throw new UserError(other + " is missing; " + path.getFileName() + " is the first of " + count
                        + " parts, which belong in one folder.");
            }
            add(GgufFile.read(other), number, count, tensors);
        }
        Integer total = first.metadata().whole("split.tensors.count");
        if (total != null && total != tensors.size()) {
            throw new UserError(path + " and its other parts should have " + total + " tensors together; they have "
                    + tensors.size() + ".");
        }
        return new GgufFile(first.metadata(), tensors);
    }

    private static void add(GgufFile other, int number, int count, Map<String, StoredTensor> tensors) {
        if (!Integer.valueOf(number - 1).equals(other.metadata().whole(NUMBER))
                || !Integer.valueOf(count).equals(other.metadata().whole(COUNT))) {
            throw new UserError(
                    other.path() + " does not say that it is part " + number + " of " + count + "; fetch it again.");
        }
        for (Map.Entry<String, StoredTensor> tensor : other.tensors().entrySet()) {
            if (tensors.put(tensor.getKey(), tensor.getValue()) != null) {
                throw new UserError(other.path() + " has tensor \"" + tensor.getKey() + "\", as a part before it has.");
            }
        }
    }

    private static String part(String name, int number, int count) {
        return name + "-" + five(number) + "-of-" + five(count) + ".gguf";
    }

    private static String five(int number) {
        return String.format(Locale.ROOT, "%05d", number);
    }
}
