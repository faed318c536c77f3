"""Anything else: the sentences that have the question's words, or that search finds near it."""

from qa.kind import Kind
from qa.kinds.where import answer as where

KIND = Kind(intent="search", examples=("老旧小区更新改造", "应急医疗物资储备"), cues=(), answer=where)
