package dev.steergraph.analytics.exchange.recipe;

import dev.steergraph.analytics.exchange.recipe.SteeringRecipe.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/** What of a recipe a control vector can say: what is added to the output of a block, of any but the first. */
final class ControlVectors {

    private final String architecture;
    private final Map<Integer, List<Entry>> byBlock = new TreeMap<>();
    private final long leftOut;

    /** @param architecture config.json's model_type; empty if it is not known */
    ControlVectors(List<Entry> entries, String architecture) {
        this.architecture = architecture;
        entries.forEach(entry -> block(entry).ifPresent(block -> byBlock.computeIfAbsent(block, of -> new ArrayList<>())
                .add(entry)));
        leftOut = entries.stream().filter(entry -> block(entry).isEmpty()).count();
    }

    /**
     * The block to whose output an entry is added: what the MLP puts out goes nowhere but into that sum. There is none where
     * something in the block still reads what was added, and none of BERT, which writes no text.
     */
    private OptionalInt block(Entry entry) {
        int layer = architecture.equals("bert") ? 0 : entry.written().layer();
        int block =
                switch (entry.written().site()) {
                    case RESID_POST, MLP_OUT -> layer;
                    case RESID_PRE -> layer - 1;
                    default -> 0;
                };
        return block > 0 ? OptionalInt.of(block) : OptionalInt.empty();
    }

    /** Entries that it cannot say. */
    long leftOut() {
        return leftOut;
    }

    /** Writes the file, if there is anything to say. @return whether it did */
    boolean write(Path file) throws IOException {
        if (byBlock.isEmpty()) {
            Files.deleteIfExists(file);
            return false;
        }
        TreeMap<Integer, float[]> sums = new TreeMap<>();
        byBlock.forEach((block, here) -> sums.put(block, SteeringRecipe.sum(here)));
        ControlVectorFile.write(file, llamaCpp(architecture), sums);
        return true;
    }

    /** As llama.cpp calls architectures: for people, as it does not compare it with the model. */
    private static String llamaCpp(String architecture) {
        return switch (architecture) {
            case "gpt_neox" -> "gptneox";
            case "mistral", "" -> "llama";
            default -> architecture.replaceFirst("_text$", "").replace("_", "");
        };
    }
}
