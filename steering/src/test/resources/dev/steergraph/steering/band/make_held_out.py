"""What steering does to a tiny GPT-2's predictions, as transformers computes them with a hook that adds.

Writes held-out.json beside this script: texts, the vector that is added to the output of block 0 at all tokens but special
ones, another vector, target tokens, and for some strengths the mean over texts' rows of KL, of the change of the next token's
negative log-likelihood and of the gain, with its standard error over texts.

    pip install torch==2.15.0 transformers==5.24.0
    python make_held_out.py
"""

import json
import pathlib

import torch
import transformers

HERE = pathlib.Path(__file__).parent
MODEL = HERE.parents[7] / "ingest/model/src/test/resources/dev/steergraph/ingest/model/gpt2"
SPECIAL = {0, 1, 2}
TEXTS = [[1, 7, 9, 20, 33, 5, 60, 12], [1, 8, 41, 17, 9], [1, 30, 31, 30, 31, 50, 51, 52, 7, 9, 11], [1, 44, 12, 6]]
TARGETS = [9, 31, 44, 58]


def predicted(model, ids, vector):
    at = torch.tensor([token not in SPECIAL for token in ids], dtype=torch.float32)[:, None]

    def add(_, __, output):
        hidden = output[0] if isinstance(output, tuple) else output
        made = hidden + at * vector
        return (made, *output[1:]) if isinstance(output, tuple) else made

    hook = model.transformer.h[0].register_forward_hook(add)
    with torch.no_grad():
        logits = model(torch.tensor([ids])).logits[0].double()
    hook.remove()
    return torch.log_softmax(logits, -1)


def measured(model, vector, k):
    kl, nll, gains, rows = [], [], [], []
    for ids in TEXTS:
        p, q = predicted(model, ids, 0 * vector), predicted(model, ids, k * vector)
        gain = torch.logsumexp(q[:, TARGETS], -1) - torch.logsumexp(p[:, TARGETS], -1)
        own = [t for t, token in enumerate(ids) if token not in SPECIAL]
        gains.append(sum(gain[t].item() for t in own))
        rows.append(len(own))
        for t in own[:-1]:
            following = ids[t + 1]
            nll.append((p[t, following] - q[t, following]).item())
            if following not in TARGETS:
                kl.append((p[t].exp() * (p[t] - q[t])).sum().item())
    mean = sum(gains) / sum(rows)
    error = sum((g - mean * n) ** 2 for g, n in zip(gains, rows)) * len(rows) / (len(rows) - 1)
    return dict(k=k, kl=sum(kl) / len(kl), nllChange=sum(nll) / len(nll), gain=mean, gainError=error**0.5 / sum(rows))


def main():
    model = transformers.AutoModelForCausalLM.from_pretrained(MODEL, dtype=torch.float32).eval()
    torch.manual_seed(4)
    vector, other = torch.randn(2, model.config.n_embd) * 0.3
    expected = [measured(model, vector, k) for k in (0.5, 1.0, 4.0)]
    (HERE / "held-out.json").write_text(json.dumps(
        dict(texts=TEXTS, targets=TARGETS, vector=vector.tolist(), other=other.tolist(),
             otherGain=measured(model, other, 1.0)["gain"], expected=expected), indent=1) + "\n")


main()
