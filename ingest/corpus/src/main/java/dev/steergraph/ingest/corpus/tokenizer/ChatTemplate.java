package dev.steergraph.ingest.corpus.tokenizer;

import dev.steergraph.core.UserError;
import dev.steergraph.ingest.corpus.jinja.Template;
import dev.steergraph.ingest.corpus.jinja.TemplateError;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How a model's chats are written as one text: the template in tokenizer_config.json, chat_template.jinja or a GGUF file,
 * rendered as transformers' {@code apply_chat_template} does, with the beginning of the model's answer behind it.
 */
public final class ChatTemplate {

    private final String name;
    private final Template template;
    private final Map<String, String> specialTokens;

    private ChatTemplate(String name, Template template, Map<String, String> specialTokens) {
        this.name = name;
        this.template = template;
        this.specialTokens = specialTokens;
    }

    /**
     * @param name where it is from, for messages
     * @param specialTokens by role, such as {@code bos_token}
     * @throws UserError if the template has what is not implemented
     */
    static ChatTemplate of(String name, String source, Map<String, String> specialTokens) {
        try {
            return new ChatTemplate(name, Template.parse(source), new TreeMap<>(specialTokens));
        } catch (TemplateError e) {
            throw refused(name, e);
        }
    }

    /** What somebody says. @param role such as {@code user} or {@code system} */
    public record Message(String role, String content) {

        private Map<String, Object> map() {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("role", role);
            map.put("content", content);
            return map;
        }
    }

    /**
     * The text of a chat whose next words are the model's.
     *
     * @param system what the model is told first; null for nothing
     * @throws UserError if the template refuses such a chat, or uses what is not implemented
     */
    public String render(@Nullable String system, String user) {
        Message said = new Message("user", user);
        return render(system == null ? List.of(said) : List.of(new Message("system", system), said));
    }

    String render(List<Message> messages) {
        Map<String, Object> variables = new LinkedHashMap<>(specialTokens);
        variables.put("messages", messages.stream().map(Message::map).toList());
        variables.put("tools", Template.none());
        variables.put("documents", Template.none());
        variables.put("add_generation_prompt", true);
        try {
            return template.render(variables);
        } catch (TemplateError e) {
            throw refused(name, e);
        }
    }

    private static UserError refused(String name, TemplateError e) {
        return new UserError(
                "The chat template of " + name + " cannot be rendered: " + e.getMessage() + "; leave out --chat and"
                        + " give the whole prompt yourself.",
                e);
    }
}
