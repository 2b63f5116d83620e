package dev.steergraph.ingest.corpus.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steergraph.core.UserError;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Against transformers, by make_chats.py: templates in the manner of the families that are supported. */
class ChatTemplateTest {

    private static JsonNode chats() throws IOException {
        return new ObjectMapper()
                .readTree(ChatTemplateTest.class.getResourceAsStream("/dev/steergraph/ingest/corpus/chat/chats.json"));
    }

    static Stream<JsonNode> cases() throws IOException {
        List<JsonNode> all = new ArrayList<>();
        chats().get("cases").forEach(all::add);
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void chatsAreWrittenAsTransformersWritesThem(JsonNode one) {
        List<ChatTemplate.Message> messages = new ArrayList<>();
        one.get("messages")
                .forEach(message -> messages.add(new ChatTemplate.Message(
                        message.get("role").asText(), message.get("content").asText())));
        ChatTemplate template = ChatTemplate.of(
                one.get("name").asText(),
                one.get("template").asText(),
                Map.of("bos_token", "<s>", "eos_token", "</s>"));
        assertThat(template.render(messages)).isEqualTo(one.get("rendered").asText());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{{ raise_exception('only users') }} ; only users",
                "{% include 'other' %} ; \"include\" is not implemented",
                "{{ messages | groupby('role') }} ; \"groupby\" is not implemented",
                "{{ messages is sameas(1) }} ; \"sameas\" is not implemented",
                "{{ messages[0].content.encode() }} ; cannot be called",
                "{% if true %} ; ends too early",
                "{{ 'open }} ; has no end",
                "{{ nothing.inside }} ; not there",
                "{% for i in range(100000000) %}{% endfor %} ; too long"
            })
    void whatATemplateCannotDoIsSaid(String template, String reason) {
        assertThatThrownBy(() -> ChatTemplate.of("tiny", template, Map.of()).render(null, "hello"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("chat template of tiny")
                .hasMessageContaining(reason);
    }

    @Test
    void aSystemMessageComesFirst() {
        ChatTemplate template =
                ChatTemplate.of("tiny", "{% for m in messages %}[{{ m.role }}: {{ m.content }}]{% endfor %}", Map.of());
        assertThat(template.render("Be brief", "Hello")).isEqualTo("[system: Be brief][user: Hello]");
        assertThat(template.render(null, "Hello")).isEqualTo("[user: Hello]");
    }
}
