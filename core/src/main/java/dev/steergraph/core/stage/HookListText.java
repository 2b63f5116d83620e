package dev.steergraph.core.stage;

import com.fasterxml.jackson.databind.util.StdConverter;
import dev.steergraph.core.id.HookPoint;
import java.util.Arrays;
import java.util.List;

/** Hook points as a setting has them: {@code [blocks.1.hook_resid_post, blocks.3.hook_resid_post]}. */
final class HookListText {

    private HookListText() {}

    static final class Write extends StdConverter<List<HookPoint>, String> {
        @Override
        public String convert(List<HookPoint> hooks) {
            return hooks.toString();
        }
    }

    static final class Read extends StdConverter<String, List<HookPoint>> {
        @Override
        public List<HookPoint> convert(String text) {
            String names = text.substring(1, text.length() - 1);
            return names.isEmpty()
                    ? List.of()
                    : Arrays.stream(names.split(", ", -1)).map(HookPoint::parse).toList();
        }
    }
}
