package dev.steergraph.steering.task;

import dev.steergraph.core.UserError;
import dev.steergraph.ingest.corpus.tokenizer.Tokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/**
 * How a text's label is asked for.
 *
 * @param prompt with {@value TaskParameters#TEXT} where the text goes
 * @param chat whether it is what a user says in the model's chat template
 */
record Question(String prompt, boolean chat) {

    /** All that are tried. @param labels both */
    static List<Question> all(TaskParameters parameters, Tokenizer tokenizer, List<String> labels) {
        List<String> prompts = parameters.prompts();
        if (prompts.isEmpty()) {
            prompts = List.of("Text: " + TaskParameters.TEXT + "\nIs this text " + labels.get(0) + " or "
                    + labels.get(1) + "? Answer:");
        }
        List<Question> all = new ArrayList<>();
        for (String prompt : prompts) {
            all.add(new Question(prompt, false));
            if (tokenizer.hasChatTemplate()) {
                all.add(new Question(prompt, true));
            }
        }
        return all;
    }

    int[] ids(String text, Tokenizer tokenizer) {
        String asked = prompt.replace(TaskParameters.TEXT, text.strip());
        return chat ? tokenizer.beginChat(tokenizer.chatTemplate().render(null, asked)) : tokenizer.begin(asked);
    }

    /**
     * First tokens of both answers: with a space in front and without, as written and with a capital.
     *
     * @param labels both
     * @throws UserError if the answers begin with one token, or one is of no label
     */
    static long[][] answers(Map<String, String> said, Tokenizer tokenizer, List<String> labels) {
        for (String label : said.keySet()) {
            if (!labels.contains(label)) {
                throw new UserError("The texts have the labels " + labels + ", none of which is " + label
                                + "; say what is answered for one of these.")
                        .in("answer");
            }
        }
        List<TreeSet<Long>> first = new ArrayList<>();
        for (String label : labels) {
            first.add(firstTokens(said.getOrDefault(label, label).strip(), tokenizer));
        }
        // A token with which both may begin, such as that of unknown words, tells nothing.
        TreeSet<Long> common = new TreeSet<>(first.get(0));
        common.retainAll(first.get(1));
        first.forEach(own -> own.removeAll(common));
        if (first.stream().anyMatch(TreeSet::isEmpty)) {
            throw new UserError("The answers for " + labels.get(0) + " and " + labels.get(1)
                            + " begin with the same token, so that the model cannot be seen to choose; let it answer with"
                            + " other words.")
                    .in("answer");
        }
        return first.stream()
                .map(own -> own.stream().mapToLong(id -> id).toArray())
                .toArray(long[][]::new);
    }

    private static TreeSet<Long> firstTokens(String word, Tokenizer tokenizer) {
        if (word.isEmpty()) {
            throw new UserError("An answer is empty; give a word.").in("answer");
        }
        String capital = word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
        TreeSet<Long> first = new TreeSet<>();
        for (String form : List.of(word, capital, " " + word, " " + capital)) {
            for (int id : tokenizer.begin(form)) {
                if (!tokenizer.isSpecial(id)) {
                    first.add((long) id);
                    break;
                }
            }
        }
        return first;
    }

    @Override
    public String toString() {
        return (chat ? "chat: " : "") + prompt.replace("\n", "\\n");
    }
}
