package dev.steergraph.web;

import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Whether there is a browser; says once that there is none. With {@code STEERGRAPH_REQUIRE_CHROMIUM=true} the tests run and fail. */
final class ChromiumCondition implements ExecutionCondition {

    private static final AtomicBoolean SAID = new AtomicBoolean();

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        ChromiumFiles files = ChromiumFiles.fromSystemProperties();
        ConditionEvaluationResult result =
                evaluate(files, Boolean.parseBoolean(System.getenv("STEERGRAPH_REQUIRE_CHROMIUM")));
        if (result.isDisabled() && SAID.compareAndSet(false, true)) {
            System.err.println(files.missing());
        }
        return result;
    }

    static ConditionEvaluationResult evaluate(ChromiumFiles files, boolean required) {
        return files.exist() || required
                ? ConditionEvaluationResult.enabled("Chromium is installed or required")
                : ConditionEvaluationResult.disabled(files.missing());
    }
}
