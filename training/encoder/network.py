"""The network: MiniLM-L6 with kinds of pieces, tag heads and relations.

The relations are dot products of projected vectors plus a learnt weight of the distance, in the line of biaffine dependency
parsers (Dozat and Manning 2017) and of relative position biases (Raffel et al. 2020): so the network's outputs are one vector
a piece, and the scores of any pair can be had afterwards, in numpy.
"""

from __future__ import annotations

from pathlib import Path

import torch
from data import HEADS
from torch import nn
from transformers import AutoConfig, AutoModel

from onrecord.models.heads import BUCKETS, RELATIONS, SIZE
from onrecord.models.pieces import KINDS

HIDDEN = 384


class Network(nn.Module):
    """One pass over a window of pieces: tag logits, query and key vectors."""

    def __init__(self, weights: Path) -> None:
        super().__init__()
        config = AutoConfig.from_pretrained(weights, attention_probs_dropout_prob=0.0, hidden_dropout_prob=0.1)
        self.encoder = AutoModel.from_pretrained(weights, config=config, add_pooling_layer=False, attn_implementation="sdpa")
        old = self.encoder.embeddings.token_type_embeddings.weight[0].detach()
        kinds = nn.Embedding(KINDS, HIDDEN)
        kinds.weight.data[:] = old
        self.encoder.embeddings.token_type_embeddings = kinds
        for module in self.encoder.modules():
            if isinstance(getattr(module, "dropout", None), nn.Dropout):
                module.dropout = Dropout(0.1)
        self.encoder.embeddings.word_embeddings.weight.requires_grad_(False)
        self.drop = Dropout(0.1)
        self.tags = nn.Linear(HIDDEN, sum(map(len, HEADS.values())))
        self.head = nn.Linear(HIDDEN, HIDDEN)
        self.tail = nn.Linear(HIDDEN, HIDDEN)
        self.query = nn.Linear(HIDDEN, len(RELATIONS) * SIZE)
        self.key = nn.Linear(HIDDEN, len(RELATIONS) * SIZE)
        self.bias = nn.Parameter(torch.full((len(RELATIONS), 2 * BUCKETS + 1), -3.5))  # most pairs are none

    def forward(self, ids: torch.Tensor, kinds: torch.Tensor, mask: torch.Tensor | None) -> tuple[torch.Tensor, ...]:
        """Ids, kinds, mask (batch, pieces) → tags (batch, pieces, classes), query, key (batch, pieces, relations × SIZE)."""
        h = self.encoder(input_ids=ids, token_type_ids=kinds, attention_mask=mask).last_hidden_state
        h = self.drop(h)
        query = self.query(self.drop(nn.functional.gelu(self.head(h))))
        key = self.key(self.drop(nn.functional.gelu(self.tail(h))))
        return self.tags(h), query, key


class Dropout(nn.Module):
    """Dropout with masks cut from a bank of random bits at random places: drawing fresh bits took a tenth of the time."""

    bank: torch.Tensor | None = None

    def __init__(self, share: float) -> None:
        super().__init__()
        self.share = share

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """The same with a share of its numbers set to 0 and the others scaled up, in training."""
        if not self.training:
            return x
        if Dropout.bank is None:
            Dropout.bank = ((torch.rand(1 << 23) >= self.share).float() / (1 - self.share)).bfloat16()
        at = int(torch.randint(0, len(Dropout.bank) - x.numel(), (1,)))
        return x * Dropout.bank[at : at + x.numel()].view_as(x).to(x.dtype)


def bucket(distance: torch.Tensor) -> torch.Tensor:
    """The bucket of a signed distance in pieces (tail minus head): exact to 8, then doubling; the middle one is 0."""
    size = distance.abs()
    far = 8 + (torch.log2(size.clamp(min=8) / 8) * 4.5).long()
    return torch.where(size < 8, size, far).clamp(max=BUCKETS) * distance.sign() + BUCKETS
