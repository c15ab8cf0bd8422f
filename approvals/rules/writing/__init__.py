"""How an official document is written, checked, compared and laid out (행정업무규정, 시행규칙 제2조–제7조)."""
