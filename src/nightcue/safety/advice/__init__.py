"""Spoken advice that the source documents warn of, found clause by clause in each language that has a grammar."""

from nightcue.safety.advice.codes import CODES, Code
from nightcue.safety.advice.findings import Finding, findings
from nightcue.safety.advice.grammar import LANGUAGES

__all__ = ["CODES", "LANGUAGES", "Code", "Finding", "findings"]
